package dev.sluice.control.apis.openapi.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 44")
class HostileDocumentsIT {
    private static final Pattern COST = Pattern.compile("(.+): (\\d+) ms, .+");

    @Test
    void eachCostsASecondAtMostInAProcessOf256MiB() throws IOException, InterruptedException {
        // given
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileDocuments.class.getName())
                .redirectErrorStream(true)
                .start();

        // when
        List<String> lines = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        // then
        assertThat(program.waitFor()).as("%s", lines).isZero();
        List<Matcher> costs =
                lines.stream().map(COST::matcher).filter(Matcher::matches).toList();
        assertThat(costs).extracting(cost -> cost.group(1)).containsExactlyElementsOf(HostileDocuments.names());
        assertThat(costs)
                .allSatisfy(cost -> assertThat(Integer.parseInt(cost.group(2)))
                        .as(cost.group())
                        .isLessThan(1000));
    }
}
