package dev.sluice.data.stage;

import dev.sluice.data.access.pools.UserPools;
import dev.sluice.data.callers.AccessKeys;
import org.jspecify.annotations.Nullable;

/**
 * What callers of all stages are known by.
 *
 * @param keys access keys, for signed calls
 * @param pools checks tokens of user pools; null when the node is not told where pools are
 */
public record Callers(AccessKeys keys, @Nullable UserPools pools) {
    /** Without user pools. */
    public static Callers of(AccessKeys keys) {
        return new Callers(keys, null);
    }
}
