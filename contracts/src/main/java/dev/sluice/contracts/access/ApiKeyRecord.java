package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key of a tenant, for the nodes that find it by what a client sends. Holds no value: nodes compare its hash. The
 * record of a key that was deleted has neither hash nor plans.
 *
 * @param tenant twelve-digit id
 * @param id the key's id, {@code $context.identity.apiKeyId}
 * @param enabled whether the key opens anything
 * @param hashKey base64 of the tenant's key for {@link ApiKeyHash}
 * @param hash base64 of the value's {@link ApiKeyHash} under that key
 * @param plans the usage plans that the key is in
 */
public record ApiKeyRecord(
        int formatVersion,
        String tenant,
        long revision,
        String id,
        boolean enabled,
        @Nullable String hashKey,
        @Nullable String hash,
        List<Membership> plans)
        implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** What stands between the tenant and the id of a key. */
    public static final String KIND = "api-key";

    public ApiKeyRecord {
        plans = List.copyOf(plans);
    }

    /** The record that ends a key. */
    public static ApiKeyRecord ended(String tenant, long revision, String id) {
        return new ApiKeyRecord(FORMAT_VERSION, tenant, revision, id, false, null, null, List.of());
    }

    @Override
    @JsonIgnore
    public String key() {
        return tenant + "/" + KIND + "/" + id;
    }

    /** Whether there is no such key any more. */
    @Override
    @JsonIgnore
    public boolean isEnded() {
        return hash == null;
    }

    @Override
    public String toString() {
        return "ApiKeyRecord[" + tenant + ", " + id + ", revision=" + revision + "]";
    }

    /**
     * That the key is in a usage plan.
     *
     * @param plan the plan's id; there may be no such plan any more
     * @param joinedDay the UTC day on which the key joined, counted from 1970-01-01
     */
    public record Membership(String plan, long joinedDay) {}
}
