package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console of a running installation in a real browser, through the console's own tests. */
@ExtendWith(SharedInstallation.class)
@EnabledIf(
        value = "dev.sluice.system.ConsoleTests#areThere",
        disabledReason = "the console was not built: Node 20.19 or newer is missing")
final class ConsoleIT {
    private static final Duration START = Duration.ofSeconds(90);

    private final Installation installation;

    ConsoleIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    @DisplayName("the first user signs in by the password that waits in a file of its owner, which is gone then")
    void signsPeopleInAndShowsThemTheirAccount() throws IOException, InterruptedException {
        // given
        Path file = installation.state().resolve("sign-in");
        Eventually.within(START, "the file is there", () -> Files.exists(file));
        String permissions = Files.getPosixFilePermissions(file).toString();
        var first = new JsonPath(Files.readString(file));

        // when
        ConsoleTests.run(installation, "test", Map.of("SLUICE_SIGN_IN", file.toString()));

        // then
        assertThat(permissions).isEqualTo("[OWNER_READ, OWNER_WRITE]");
        assertThat(first.getString("console")).isEqualTo(installation.controlAddress() + "/console/");
        assertThat(first.getString("user")).isEqualTo("admin");
        assertThat(first.getString("password")).hasSize(20);
        assertThat(file).doesNotExist();
    }
}
