package dev.sluice.data.access.tokens;

import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.pipeline.NanoClock;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The key sets of all issuers that calls of this node have needed within a day, so many and no more, and not more than a
 * share of them a tenant's: those that were used longest ago make room. Looks every few seconds which are to be fetched
 * anew. Shared by all loops; none waits.
 */
public final class KeySets implements AutoCloseable {
    static final int MOST = 4_096;
    static final int MOST_OF_TENANT = 512;

    /** Keys of all sets together: about 20 MB. */
    private static final int MOST_KEYS = 16_384;

    private static final int LOOK_SECONDS = 5;
    private static final int MOST_AT_ONCE = 64;

    private final Parts parts;
    private final ConcurrentHashMap<Issuer, KeySource> sources = new ConcurrentHashMap<>();
    private @Nullable Future<?> looking;

    /**
     * What every source needs.
     *
     * @param readers run what reads a document
     * @param versions makes the versions of sets
     */
    record Parts(KeyFetch fetch, Executor readers, NanoClock clock, AtomicLong versions) {}

    KeySets(KeyFetch fetch, Executor readers, NanoClock clock) {
        this.parts = new Parts(fetch, readers, clock, new AtomicLong());
    }

    /**
     * Begins with no set.
     *
     * @param loops those that call
     * @param readers run what reads a document; they may refuse
     */
    public static KeySets start(OriginClient client, List<EventLoop> loops, Executor readers, NanoClock clock) {
        KeySets sets = new KeySets(new KeyFetch(client, loops, readers), readers, clock);
        sets.looking = loops.getFirst()
                .scheduleWithFixedDelay(() -> sets.look(clock.nanos()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        return sets;
    }

    NanoClock clock() {
        return parts.clock();
    }

    /** The set of an issuer, fetched or not. */
    KeySource source(Issuer issuer) {
        KeySource known = sources.get(issuer);
        return known == null ? join(issuer) : known;
    }

    /** Which set of the issuer holds now, to compare with another time's; 0 when none does. */
    public long version(Issuer issuer) {
        KeySource.Held held = source(issuer).current(parts.clock().nanos());
        return held == null ? 0 : held.version();
    }

    private synchronized KeySource join(Issuer issuer) {
        KeySource known = sources.get(issuer);
        if (known != null) {
            return known;
        }
        long now = parts.clock().nanos();
        List<KeySource> ofTenant = ofTenant(issuer.tenant());
        if (ofTenant.size() >= MOST_OF_TENANT) {
            dropOldest(ofTenant, now);
        } else if (sources.size() >= MOST) {
            dropOldest(List.copyOf(sources.values()), now);
        }
        KeySource made = new KeySource(issuer, parts, now);
        sources.put(issuer, made);
        return made;
    }

    private void dropOldest(List<KeySource> candidates, long nowNanos) {
        candidates.stream()
                .max(Comparator.comparingLong(source -> source.unusedNanos(nowNanos)))
                .ifPresent(oldest -> sources.remove(oldest.issuer(), oldest));
    }

    /** Fetches anew what is due, a bounded number at a time, and forgets what no call has needed for a day. */
    void look(long nowNanos) {
        int begun = 0;
        for (KeySource source : sources.values()) {
            if (source.unusedNanos(nowNanos) > KeySource.LIFE_NANOS) {
                sources.remove(source.issuer(), source);
            } else if (begun < MOST_AT_ONCE && source.refresh(nowNanos)) {
                begun++;
            }
        }
        trim(nowNanos);
    }

    /** Large sets make room too: the tenant that holds the most keys loses the set that it needed longest ago. */
    private void trim(long nowNanos) {
        Map<String, Integer> keys = keysByTenant();
        while (keys.values().stream().mapToInt(Integer::intValue).sum() > MOST_KEYS) {
            String largest = Collections.max(keys.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            dropOldest(ofTenant(largest), nowNanos);
            keys = keysByTenant();
        }
    }

    private Map<String, Integer> keysByTenant() {
        Map<String, Integer> keys = new HashMap<>();
        for (KeySource source : sources.values()) {
            keys.merge(source.issuer().tenant(), source.size(), Integer::sum);
        }
        return keys;
    }

    private List<KeySource> ofTenant(String tenant) {
        return sources.values().stream()
                .filter(source -> source.issuer().tenant().equals(tenant))
                .toList();
    }

    int size() {
        return sources.size();
    }

    /** Fetches nothing any more by itself. */
    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
    }
}
