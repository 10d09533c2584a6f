package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console of a running installation in a real browser, through the console's own tests. */
@ExtendWith(SharedInstallation.class)
@EnabledIf(value = "consoleIsBuilt", disabledReason = "the console was not built: Node 20.19 or newer is missing")
final class ConsoleIT {
    private final Installation installation;

    ConsoleIT(Installation installation) {
        this.installation = installation;
    }

    static boolean consoleIsBuilt() {
        return Checkout.home().resolve("web-console/dist/index.html").toFile().exists();
    }

    @Test
    void signsPeopleInAndShowsThemTheirAccount() throws IOException, InterruptedException {
        // given
        ProcessBuilder tests = new ProcessBuilder("npm", "test", "--silent")
                .directory(Checkout.home().resolve("web-console").toFile())
                .redirectErrorStream(true);
        tests.environment().put("SLUICE_CONSOLE_URL", installation.controlAddress() + "/console/");
        tests.environment()
                .put("SLUICE_SIGN_IN", installation.state().resolve("sign-in").toString());

        // when
        Process process = tests.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
