package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program is h2spec 2.2 (github.com/summerwind/h2spec), out of the jar of a plugin that brings it along. */
@DisplayName("security-requirements 27: the public conformance tests of HTTP/2 and HPACK")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class Http2ConformanceIT {
    private static final String PROGRAM = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    private static final Pattern SUMMARY =
            Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");
    private static final long LIMIT_SECONDS = 300;
    private static final long LATE_MILLIS = 1_000;

    @TempDir
    static Path folder;

    private static void run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path program() throws IOException, InterruptedException {
        Path packed = folder.resolve("h2spec.tar.gz");
        try (InputStream bytes = Objects.requireNonNull(Http2ConformanceIT.class.getResourceAsStream(PROGRAM))) {
            Files.copy(bytes, packed, StandardCopyOption.REPLACE_EXISTING);
        }
        run(new ProcessBuilder("tar", "xzf", packed.toString(), "-C", folder.toString()));
        return folder.resolve("h2spec");
    }

    private static String report(EdgeFixture edge) throws IOException, InterruptedException {
        Path report = folder.resolve("report");
        List<String> command = new ArrayList<>(List.of(program().toString(), "-h", "localhost", "-t", "-k"));
        command.addAll(List.of("-p", Integer.toString(edge.securePort()), "--timeout", "5"));
        command.addAll(List.of("-P", "/_aws/execute-api/" + EdgeFixture.API + "/prod/late"));
        run(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(report.toFile()));
        return Files.readString(report);
    }

    @Test
    void pass() throws IOException, InterruptedException {
        try (EdgeFixture edge = EdgeFixture.secure()
                .route("GET", "/late", TestSteps.later(LATE_MILLIS, "late"))
                .route("POST", "/late", TestSteps::count, TestSteps.later(LATE_MILLIS, "late"))
                .deployed()) {
            // when
            String report = report(edge);

            // then
            MatchResult summary =
                    SUMMARY.matcher(report).results().findFirst().orElseThrow(() -> new AssertionError(report));
            assertThat(summary.group(4)).as(report).isEqualTo("0");
            assertThat(Integer.parseInt(summary.group(2))).as(report).isGreaterThanOrEqualTo(144);
        }
    }
}
