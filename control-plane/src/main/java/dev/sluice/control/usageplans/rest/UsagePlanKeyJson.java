package dev.sluice.control.usageplans.rest;

import dev.sluice.control.apikeys.ApiKey;
import dev.sluice.control.apikeys.ApiKeyValue;
import org.jspecify.annotations.Nullable;

/** A key of a usage plan on the wire, always with its value. */
public record UsagePlanKeyJson(
        String id, String type, String value, @Nullable String name) {
    /** The one type of key that there is. */
    static final String TYPE = "API_KEY";

    static UsagePlanKeyJson of(ApiKey key, ApiKeyValue value) {
        return new UsagePlanKeyJson(key.id(), TYPE, value.text(), key.settings().name());
    }

    /** Without the value, which is a secret. */
    @Override
    public String toString() {
        return "UsagePlanKeyJson[" + id + "]";
    }
}
