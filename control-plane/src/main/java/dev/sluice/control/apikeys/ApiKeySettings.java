package dev.sluice.control.apikeys;

import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an owner may say about an API key, but for its value.
 *
 * @param stageKeys stages from before there were usage plans, as {@code api/stage}; shown, without effect on calls
 * @param labels kept, as no answer of the management API shows them
 */
public record ApiKeySettings(
        @Nullable String name,
        @Nullable String description,
        @Nullable String customerId,
        boolean enabled,
        List<String> stageKeys,
        List<String> labels,
        Map<String, String> tags) {
    public ApiKeySettings {
        stageKeys = Copies.list(stageKeys);
        labels = Copies.list(labels);
        tags = Copies.of(tags);
    }

    /** How much text it holds. */
    long characters() {
        long lists = Stream.concat(stageKeys.stream(), labels.stream())
                .mapToLong(String::length)
                .sum();
        long pairs = Stream.concat(tags.keySet().stream(), tags.values().stream())
                .mapToLong(String::length)
                .sum();
        return length(name) + length(description) + length(customerId) + lists + pairs;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
