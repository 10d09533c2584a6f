package dev.sluice.control.apikeys.rest;

import dev.sluice.control.apikeys.ApiKey;
import dev.sluice.control.apikeys.ApiKeyValue;
import dev.sluice.control.platform.wire.EpochSeconds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An API key on the wire. */
public record ApiKeyJson(
        String id,
        @Nullable String value,
        @Nullable String name,
        @Nullable String customerId,
        @Nullable String description,
        boolean enabled,
        EpochSeconds createdDate,
        EpochSeconds lastUpdatedDate,
        List<String> stageKeys,
        @Nullable Map<String, String> tags) {
    public ApiKeyJson {
        stageKeys = List.copyOf(stageKeys);
    }

    /** For create and list, which leave out tags when there are none (management-api 4). */
    static ApiKeyJson of(ApiKey key, @Nullable ApiKeyValue value) {
        Map<String, String> tags = key.settings().tags();
        return of(key, value, tags.isEmpty() ? null : tags);
    }

    /** For get and update, which show tags always. */
    static ApiKeyJson withTags(ApiKey key, @Nullable ApiKeyValue value) {
        return of(key, value, key.settings().tags());
    }

    private static ApiKeyJson of(ApiKey key, @Nullable ApiKeyValue value, @Nullable Map<String, String> tags) {
        var settings = key.settings();
        return new ApiKeyJson(
                key.id(),
                value == null ? null : value.text(),
                settings.name(),
                settings.customerId(),
                settings.description(),
                settings.enabled(),
                EpochSeconds.of(key.createdAt()),
                EpochSeconds.of(key.updatedAt()),
                settings.stageKeys(),
                tags);
    }

    /** Without the value, which is a secret. */
    @Override
    public String toString() {
        return "ApiKeyJson[" + id + "]";
    }
}
