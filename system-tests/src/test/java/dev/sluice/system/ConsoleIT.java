package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console of a running installation in a real browser, through the console's own tests. */
@ExtendWith(SharedInstallation.class)
@EnabledIf(value = "consoleIsBuilt", disabledReason = "the console was not built: Node 20.19 or newer is missing")
final class ConsoleIT {
    private static final Duration START = Duration.ofSeconds(90);

    private final Installation installation;

    ConsoleIT(Installation installation) {
        this.installation = installation;
    }

    static boolean consoleIsBuilt() {
        return Checkout.home().resolve("web-console/dist/index.html").toFile().exists();
    }

    @Test
    @DisplayName("the first user signs in by the password that waits in a file of its owner, which is gone then")
    void signsPeopleInAndShowsThemTheirAccount() throws IOException, InterruptedException {
        // given
        Path file = installation.state().resolve("sign-in");
        Eventually.within(START, "the file is there", () -> Files.exists(file));
        String permissions = Files.getPosixFilePermissions(file).toString();
        var first = new JsonPath(Files.readString(file));
        ProcessBuilder tests = new ProcessBuilder("npm", "test", "--silent")
                .directory(Checkout.home().resolve("web-console").toFile())
                .redirectErrorStream(true);
        tests.environment().put("SLUICE_CONSOLE_URL", installation.controlAddress() + "/console/");
        tests.environment().put("SLUICE_SIGN_IN", file.toString());

        // when
        Process process = tests.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(permissions).isEqualTo("[OWNER_READ, OWNER_WRITE]");
        assertThat(first.getString("console")).isEqualTo(installation.controlAddress() + "/console/");
        assertThat(first.getString("user")).isEqualTo("admin");
        assertThat(first.getString("password")).hasSize(20);
        assertThat(file).doesNotExist();
    }
}
