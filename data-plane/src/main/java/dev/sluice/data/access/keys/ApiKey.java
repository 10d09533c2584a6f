package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyRecord;
import java.util.Base64;

/** An API key as a node knows it: without its value. Immutable. */
final class ApiKey {
    private final String id;
    private final boolean enabled;
    private final KeyHash hash;
    private final String[] plans;

    /** Throws IllegalArgumentException when the record's hash is none. */
    ApiKey(ApiKeyRecord key) {
        this.id = key.id();
        this.enabled = key.enabled();
        this.hash = KeyHash.of(Base64.getDecoder().decode(String.valueOf(key.hash())));
        this.plans = key.plans().stream().map(ApiKeyRecord.Membership::plan).toArray(String[]::new);
    }

    String id() {
        return id;
    }

    boolean isEnabled() {
        return enabled;
    }

    KeyHash hash() {
        return hash;
    }

    /** How many plans the key is in. */
    int planCount() {
        return plans.length;
    }

    /** The id of one of its plans. */
    String plan(int index) {
        return plans[index];
    }
}
