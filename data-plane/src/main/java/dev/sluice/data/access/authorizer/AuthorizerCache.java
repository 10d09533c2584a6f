package dev.sluice.data.access.authorizer;

import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.access.cache.TimedCache;
import dev.sluice.data.pipeline.AuthorizerResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one authorizer of one stage has returned, by all identity values of a call in order (security-requirements 40). It
 * holds an answer for the authorizer's time and never more than its share of the node's memory; what finds no room is not
 * kept, and asked again. All loops use it, none waits.
 */
public final class AuthorizerCache {
    private static final long ENTRY_BYTES = 512;

    private final TimedCache<List<String>, AuthorizerResult> results;
    private final long ttlNanos;

    private AuthorizerCache(TimedCache<List<String>, AuthorizerResult> results, long ttlNanos) {
        this.results = results;
        this.ttlNanos = ttlNanos;
    }

    /** A new one of a tenant, within the node's memory. */
    public static AuthorizerCache in(CacheMemory memory, String tenant, Duration ttl) {
        return new AuthorizerCache(TimedCache.in(memory, tenant), ttl.toNanos());
    }

    /** What was returned for these values; null when nothing was, or it holds no longer. */
    @Nullable
    AuthorizerResult find(List<String> identities, long nowNanos) {
        return results.find(identities, nowNanos);
    }

    /** Keeps what was returned, from now on and for the authorizer's time. */
    void keep(List<String> identities, AuthorizerResult result, long nowNanos) {
        results.keep(List.copyOf(identities), result, ttlNanos, size(identities, result), nowNanos);
    }

    /** An estimate of what it holds. */
    long bytes() {
        return results.bytes();
    }

    private static long size(List<String> identities, AuthorizerResult result) {
        long characters = result.principalId().length() + 3L * result.document().length();
        for (String identity : identities) {
            characters += identity.length();
        }
        for (var value : result.context().entrySet()) {
            characters += value.getKey().length() + value.getValue().length() + 32;
        }
        return ENTRY_BYTES + 2 * characters;
    }
}
