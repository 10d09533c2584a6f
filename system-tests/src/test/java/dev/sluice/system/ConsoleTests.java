package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The console's own tests, which drive a real browser. */
final class ConsoleTests {
    private ConsoleTests() {}

    /** Whether the console was built, which needs Node. */
    static boolean areThere() {
        return Checkout.home().resolve("web-console/dist/index.html").toFile().exists();
    }

    /** Runs the tests behind a script of the console's package.json, and fails with what they print when they do. */
    static void run(Installation installation, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder tests = new ProcessBuilder("npm", "run", script, "--silent")
                .directory(Checkout.home().resolve("web-console").toFile())
                .redirectErrorStream(true);
        tests.environment().put("SLUICE_CONSOLE_URL", installation.controlAddress() + "/console/");
        tests.environment().putAll(environment);
        Process process = tests.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
