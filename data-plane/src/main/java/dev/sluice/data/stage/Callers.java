package dev.sluice.data.stage;

import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.pools.UserPools;
import dev.sluice.data.callers.AccessKeys;
import org.jspecify.annotations.Nullable;

/**
 * What callers of all stages are known by.
 *
 * @param keys access keys, for signed calls
 * @param pools checks tokens of user pools; null when the node is not told where pools are
 * @param apiKeys API keys and usage plans, for methods that need a key
 */
public record Callers(AccessKeys keys, @Nullable UserPools pools, ApiKeys apiKeys) {
    /** Without user pools and API keys. */
    public static Callers of(AccessKeys keys) {
        return new Callers(keys, null, new ApiKeys());
    }
}
