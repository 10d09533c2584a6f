package dev.sluice.control.apis.openapi.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 44")
class HostileDocumentsIT {
    private static final Pattern COST = Pattern.compile("(.+): (\\d+) ms, .+");

    @Test
    void eachCostsASecondAtMostInAProcessOf256MiB() throws IOException, InterruptedException {
        // when
        Map<String, Integer> least = costs();
        for (int more = 0; more < 2 && !areAllBelowASecond(least); more++) {
            costs().forEach((name, cost) -> least.merge(name, cost, Math::min));
        }

        // then
        assertThat(least).allSatisfy((name, cost) -> assertThat(cost).as(name).isLessThan(1000));
    }

    private static boolean areAllBelowASecond(Map<String, Integer> costs) {
        return costs.values().stream().allMatch(cost -> cost < 1000);
    }

    /** Milliseconds of each document in a process of its own, which runs more slowly while others keep its compiler waiting. */
    private static Map<String, Integer> costs() throws IOException, InterruptedException {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileDocuments.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(program.waitFor()).as("%s", lines).isZero();
        List<Matcher> told =
                lines.stream().map(COST::matcher).filter(Matcher::matches).toList();
        assertThat(told).extracting(cost -> cost.group(1)).containsExactlyElementsOf(HostileDocuments.names());
        return told.stream()
                .collect(Collectors.toMap(
                        cost -> cost.group(1), cost -> Integer.valueOf(cost.group(2)), Math::min, HashMap::new));
    }
}
