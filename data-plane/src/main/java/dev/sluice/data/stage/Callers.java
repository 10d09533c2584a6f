package dev.sluice.data.stage;

import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.pools.UserPools;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.throttle.AccountThrottles;
import dev.sluice.data.throttle.SharedBuckets;
import org.jspecify.annotations.Nullable;

/**
 * What callers of all stages are known by, and what limits them all together.
 *
 * @param keys access keys, for signed calls
 * @param pools checks tokens of user pools; null when the node is not told where pools are
 * @param apiKeys API keys and usage plans, for methods that need a key
 * @param buckets token buckets that the nodes share
 * @param accounts how fast each tenant's stages are called
 */
public record Callers(
        AccessKeys keys, @Nullable UserPools pools, ApiKeys apiKeys, SharedBuckets buckets, AccountThrottles accounts) {
    /** Of a node by itself, without user pools and API keys. */
    public static Callers of(AccessKeys keys) {
        var buckets = new SharedBuckets(NanoClock.SYSTEM);
        return new Callers(keys, null, new ApiKeys(buckets), buckets, new AccountThrottles(buckets));
    }
}
