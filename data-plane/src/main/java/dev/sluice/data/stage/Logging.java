package dev.sluice.data.stage;

import dev.sluice.contracts.stages.LoggingSnapshot;
import dev.sluice.data.pipeline.LogSetting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is logged of each method of a stage: the most specific setting wins (observability 1). One per compilation. */
final class Logging {
    private final List<LoggingSnapshot> settings;

    Logging(List<LoggingSnapshot> settings) {
        this.settings = settings;
    }

    /** Null when the method logs nothing. */
    @Nullable
    LogSetting of(String resourcePath, String verb) {
        LoggingSnapshot best = null;
        int bestRank = 0;
        for (LoggingSnapshot setting : settings) {
            int rank = Specificity.of(setting.resourcePath(), setting.verb(), resourcePath, verb);
            if (rank > bestRank) {
                best = setting;
                bestRank = rank;
            }
        }
        if (best == null) {
            return null;
        }
        return switch (best.level()) {
            case "ERROR" -> new LogSetting(true, best.dataTrace());
            case "INFO" -> new LogSetting(false, best.dataTrace());
            default -> null;
        };
    }
}
