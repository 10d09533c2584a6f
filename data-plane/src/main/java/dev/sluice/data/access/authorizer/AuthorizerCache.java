package dev.sluice.data.access.authorizer;

import dev.sluice.data.pipeline.AuthorizerResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one authorizer of one stage has returned, by all identity values of a call in order (security-requirements 40). It
 * holds an answer for the authorizer's time and never more than its share of the node's memory; what finds no room is not
 * kept, and asked again. All loops use it, none waits.
 */
public final class AuthorizerCache {
    private static final int MAX_ENTRIES = 10_000;
    private static final int EVICTED = 8;
    private static final long ENTRY_BYTES = 512;

    private final CacheMemory memory;
    private final long ttlNanos;
    private final ConcurrentHashMap<List<String>, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Entry(AuthorizerResult result, long untilNanos, long bytes) {}

    private AuthorizerCache(CacheMemory memory, long ttlNanos) {
        this.memory = memory;
        this.ttlNanos = ttlNanos;
    }

    /** A new one, within the node's memory. */
    public static AuthorizerCache in(CacheMemory memory, Duration ttl) {
        AuthorizerCache cache = new AuthorizerCache(memory, ttl.toNanos());
        memory.join(cache, cache.bytes);
        return cache;
    }

    /** What was returned for these values; null when nothing was, or it holds no longer. */
    @Nullable
    AuthorizerResult find(List<String> identities, long nowNanos) {
        Entry entry = entries.get(identities);
        return entry == null || entry.untilNanos - nowNanos <= 0 ? null : entry.result;
    }

    /** Keeps what was returned, from now on and for the authorizer's time. */
    void keep(List<String> identities, AuthorizerResult result, long nowNanos) {
        long size = size(identities, result);
        if (entries.size() >= MAX_ENTRIES || bytes.get() + size > memory.shareBytes()) {
            makeRoom(nowNanos);
        }
        if (bytes.get() + size > memory.shareBytes() || !memory.take(size, nowNanos)) {
            return;
        }
        bytes.addAndGet(size);
        drop(entries.put(List.copyOf(identities), new Entry(result, nowNanos + ttlNanos, size)));
    }

    /** Everything that holds no longer goes, and of the rest an eighth: every eighth in the order of the map. */
    private void makeRoom(long nowNanos) {
        int live = 0;
        for (List<String> key : entries.keySet()) {
            Entry entry = entries.get(key);
            if (entry != null && (entry.untilNanos - nowNanos <= 0 || live++ % EVICTED == 0)) {
                drop(entries.remove(key));
            }
        }
    }

    /** Lets go of what holds no longer. */
    void expire(long nowNanos) {
        entries.forEach((key, entry) -> {
            if (entry.untilNanos - nowNanos <= 0 && entries.remove(key, entry)) {
                drop(entry);
            }
        });
    }

    /** An estimate of what it holds. */
    long bytes() {
        return bytes.get();
    }

    private void drop(@Nullable Entry entry) {
        if (entry != null) {
            bytes.addAndGet(-entry.bytes);
            memory.give(entry.bytes);
        }
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
