package dev.sluice.benchmarks.load;

import java.util.Comparator;
import java.util.List;

/** What one round of load measured of one gateway. */
public record Round(double cpuMicros, double callsPerSecond, double p50Micros, double p99Micros) {
    /** The round with the middle CPU cost. */
    public static Round median(List<Round> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Round::cpuMicros))
                .toList()
                .get(rounds.size() / 2);
    }
}
