package dev.sluice.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleAddressTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final String SIGN_IN =
            "{\"console\":\"http://localhost:8080/console/\",\"user\":\"admin\",\"password\":\"Only-once-1\"}";

    @TempDir
    private Path home;

    private Path signIn;

    @BeforeEach
    void makeTheStateFolder() throws IOException {
        signIn = Files.createDirectories(home.resolve(".sluice")).resolve("sign-in");
    }

    @Test
    void saysThatTheConsoleIsNotBuiltAndWaitsForNothing() throws Exception {
        // given
        var begun = Instant.now();

        // when
        var text = address(true).text(LONG);

        // then
        assertThat(text).isEqualTo("not built (it needs Node 20.19 or newer)");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(LONG.dividedBy(2));
    }

    @Test
    void namesTheUserAndWhereThePasswordStandsButNotThePassword() throws Exception {
        // given
        buildTheConsole();
        AtomicFile.write(signIn, SIGN_IN);

        // when
        var text = address(false).text(SHORT);

        // then
        assertThat(text).isEqualTo("""
                        http://localhost:8080/console/
                                           first sign-in: user admin, one-time password in %s (./sluice credentials prints it)""".formatted(signIn));
    }

    @Test
    void waitsForTheFirstSignIn() throws Exception {
        // given
        buildTheConsole();
        var later = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
        var written = CompletableFuture.runAsync(this::writeSignIn, later);

        // when
        var text = address(true).text(LONG);

        // then
        written.join();
        assertThat(text).contains("first sign-in: user admin");
    }

    @Test
    void goesOnWithoutTheFirstSignInWhenTheTimeIsUp() throws Exception {
        // given
        buildTheConsole();

        // when
        var text = address(true).text(SHORT);

        // then
        assertThat(text)
                .startsWith("http://localhost:8080/console/\n")
                .endsWith("the first sign-in is still being made: ./sluice credentials prints it");
    }

    @Test
    void saysNothingOfAFirstSignInThatIsOver() throws Exception {
        // given
        buildTheConsole();

        // when
        var text = address(false).text(LONG);

        // then
        assertThat(text).isEqualTo("http://localhost:8080/console/");
    }

    private void buildTheConsole() throws IOException {
        var dist = Files.createDirectories(home.resolve("web-console").resolve("dist"));
        Files.createFile(dist.resolve("index.html"));
    }

    private void writeSignIn() {
        try {
            AtomicFile.write(signIn, SIGN_IN);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConsoleAddress address(boolean isFirstStart) {
        var lookup = new Lookup(Map.of(), new Properties());
        return new ConsoleAddress(Settings.read(lookup, home, 1), isFirstStart);
    }
}
