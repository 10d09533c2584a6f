package dev.sluice.control.usageplans;

import dev.sluice.control.platform.values.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an owner may say about a usage plan as a whole. */
public record UsagePlanSettings(
        String name,
        @Nullable String description,
        @Nullable Throttle throttle,
        @Nullable Quota quota,
        @Nullable String productCode,
        Map<String, String> tags) {
    public UsagePlanSettings {
        tags = Copies.of(tags);
    }
}
