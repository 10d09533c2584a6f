package dev.sluice.control.signin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.control.bootstrap.BootstrapSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code sign-in} beside the credentials, readable by its owner alone: the console, the first user and the one-time
 * password. It is written beside its place and moved there, and is gone once the password was replaced.
 */
@Singleton
class SignInFile {
    private static final Logger LOG = Logger.getLogger(SignInFile.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Path file;

    SignInFile(BootstrapSettings settings) {
        file = settings.file()
                .map(credentials -> credentials.toAbsolutePath().resolveSibling("sign-in"))
                .orElse(null);
    }

    /** Whether there is a place to write it. */
    boolean hasPlace() {
        return file != null;
    }

    void write(String console, String user, String password) throws IOException {
        Path place = place();
        Path prepared = place.resolveSibling("sign-in.new");
        Files.createDirectories(place.getParent());
        Files.deleteIfExists(prepared);
        byte[] content = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(JSON.createObjectNode()
                        .put("console", console)
                        .put("user", user)
                        .put("password", password));
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(prepared, options, ownerOnly)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(prepared, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            LOG.warnf("the file with a password that holds no more was not removed failure=%s", failure);
        }
    }

    private Path place() {
        if (file == null) {
            throw new IllegalStateException("No credentials file is set");
        }
        return file;
    }
}
