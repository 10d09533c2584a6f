package dev.sluice.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The built service in a process of its own: what keeps it from starting is one sentence and exit code 1. */
class StartRefusalIT {
    @Test
    void namesATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    Integer.toString(taken.getLocalPort()),
                    "The authorizer service cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static void assertRefused(String port, String sentence) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dsluice.authorizer.port=" + port,
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", lines).isEqualTo(1);
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        assertThat(lines.getLast()).contains(sentence);
    }
}
