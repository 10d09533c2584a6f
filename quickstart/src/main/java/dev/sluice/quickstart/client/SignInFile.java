package dev.sluice.quickstart.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.quickstart.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The file {@code sign-in}, which the control plane writes soon after its first start and which goes when its password was
 * changed: who signs in to the console for the first time.
 */
public record SignInFile(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The console's address, and a user with a password that holds for one sign-in. */
    public record FirstSignIn(String console, String user, String password) {
        @Override
        public String toString() {
            return "FirstSignIn[" + user + "]";
        }
    }

    /** What the file holds; nothing when it is not there or is no such file. */
    public Optional<FirstSignIn> read() throws IOException {
        try {
            JsonNode document = JSON.readTree(Files.readString(file));
            var console = document.path("console").asText();
            var user = document.path("user").asText();
            var password = document.path("password").asText();
            return console.isEmpty() || user.isEmpty() || password.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new FirstSignIn(console, user, password));
        } catch (NoSuchFileException | JsonProcessingException _) {
            return Optional.empty();
        }
    }

    public void write(FirstSignIn signIn) throws IOException {
        var document = JSON.createObjectNode()
                .put("console", signIn.console())
                .put("user", signIn.user())
                .put("password", signIn.password());
        AtomicFile.write(file, document.toPrettyString() + "\n");
    }

    /** Waits until the file is there, at most as long as given. */
    public Optional<FirstSignIn> await(Duration limit) throws IOException, InterruptedException {
        var end = Instant.now().plus(limit);
        var found = read();
        while (found.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(PAUSE);
            found = read();
        }
        return found;
    }
}
