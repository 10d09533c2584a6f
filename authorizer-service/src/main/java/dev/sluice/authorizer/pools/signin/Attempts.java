package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.aws.net.SourceNetwork;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits on failures, by source address and by the name that was tried, whether or not a user has it. An attempt counts
 * before it is judged, so that many at once get no more than one after the other. Past the free ones each failure locks
 * for twice as long as the one before, from one second to 15 minutes; an attempt in that time changes nothing. Failures at
 * a name lock it for their own network, and for all others only when there are a hundred times as many, but never for one
 * that the user signed in from lately: a stranger must not keep a person out. Any thread; blocks.
 */
@Singleton
public final class Attempts {
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final PoolDatabase database;
    private final KnownNetworks networks;
    private final Clock clock;

    Attempts(PoolDatabase database, KnownNetworks networks, Clock clock) {
        this.database = database;
        this.networks = networks;
        this.clock = clock;
    }

    /** What failures are counted for. */
    public enum Kind {
        /** Passwords tried for a name from an address. */
        NAME(5),
        /** Passwords tried for a name from everywhere, within an hour by the clock. */
        NAME_ANYWHERE(500),
        /** Passwords tried from an address. */
        ADDRESS(200),
        /** Messages with codes sent for a name. */
        MESSAGE(5),
        /** Messages with codes asked for from the network of an address. */
        MESSAGE_ADDRESS(100),
        /** Codes tried from the network of an address, whoever they are for. */
        CODE_ADDRESS(100),
        /** Users who signed up from the network of an address. */
        SIGN_UP(100);

        private final int free;

        Kind(int free) {
            this.free = free;
        }
    }

    /** Takes an attempt; false when there is none left for now. */
    public boolean take(UserPool pool, Kind kind, String value) {
        return taken(pool, kind, value).isPresent();
    }

    /** Takes an attempt, to be given back if nobody judges it; empty when there is none left for now. */
    public Optional<Taken> taken(UserPool pool, Kind kind, String value) {
        byte[] digest = switch (kind) {
            case NAME, NAME_ANYWHERE, MESSAGE -> digest(kind, value);
            case ADDRESS, MESSAGE_ADDRESS, CODE_ADDRESS, SIGN_UP -> digest(kind, SourceNetwork.of(value));
        };
        return database.call(pool.tenant(), rows -> {
            Instant now = clock.instant();
            return take(rows, pool.id(), digest, kind.free, now)
                    ? Optional.of(new Taken(value, null, List.of(digest), now))
                    : Optional.empty();
        });
    }

    /**
     * Takes an attempt at the password of a name, if there is one left for now.
     *
     * @param address null when an administrator tries
     */
    Optional<Taken> takePassword(UserPool pool, String name, @Nullable String address) {
        return database.call(pool.tenant(), rows -> {
            // By now, not from before the wait for the database: a lock must not be over when it is made.
            Instant now = clock.instant();
            // What one address is refused for counts for no other, so the common counters come last.
            var counters = new LinkedHashMap<Kind, byte[]>();
            counters.put(Kind.NAME, here(name, address));
            if (address != null) {
                counters.put(Kind.ADDRESS, network(address));
            }
            if (!isKnown(rows, pool, name, address)) {
                counters.put(Kind.NAME_ANYWHERE, anywhere(name, now));
            }
            return counters.entrySet().stream()
                            .allMatch(counter -> take(rows, pool.id(), counter.getValue(), counter.getKey().free, now))
                    ? Optional.of(new Taken(name, address, List.copyOf(counters.values()), now))
                    : Optional.empty();
        });
    }

    /** An attempt that was taken, from these counters; of one at a password the first is the name's own. */
    public record Taken(String name, @Nullable String address, List<byte[]> counters, Instant at) {}

    /** Forgets the failures of a name from there and gives back what else the attempt took, after one that succeeded. */
    void succeeded(Rows rows, UserPool pool, Taken attempt) {
        rows.write(
                "delete from identity.user_attempts where tenant_id = :tenant and pool_id = ? and digest = ?",
                pool.id(),
                attempt.counters.getFirst());
        giveBack(rows, pool, attempt.counters.subList(1, attempt.counters.size()), attempt.at);
        if (attempt.address != null) {
            networks.add(rows, pool, anyTime(attempt.name), network(attempt.address));
        }
    }

    /** Gives back all that an attempt took which was not judged, with the locks that it made. */
    public void giveBack(Rows rows, UserPool pool, Taken attempt) {
        giveBack(rows, pool, attempt.counters, attempt.at);
    }

    private static void giveBack(Rows rows, UserPool pool, List<byte[]> counters, Instant at) {
        for (byte[] counter : counters) {
            rows.write(
                    "update identity.user_attempts set failures = greatest(failures - 1, 0),"
                            + " locked_until = case when last_at = ? then null else locked_until end"
                            + " where tenant_id = :tenant and pool_id = ? and digest = ?",
                    at,
                    pool.id(),
                    counter);
        }
    }

    private boolean isKnown(Rows rows, UserPool pool, String name, @Nullable String address) {
        return address != null && networks.has(rows, pool, anyTime(name), network(address));
    }

    private static byte[] anyTime(String name) {
        return digest(Kind.NAME, name);
    }

    private static byte[] here(String name, @Nullable String address) {
        return digest(Kind.NAME, address == null ? name : name + '/' + SourceNetwork.of(address));
    }

    private static byte[] network(String address) {
        return digest(Kind.ADDRESS, SourceNetwork.of(address));
    }

    /** Of this hour: a slow stranger, who never stops, must not get there some day. */
    private static byte[] anywhere(String name, Instant now) {
        return digest(Kind.NAME_ANYWHERE, now.getEpochSecond() / FORGOTTEN.toSeconds() + "/" + name);
    }

    private static boolean take(Rows rows, String poolId, byte[] digest, int free, Instant now) {
        rows.prune("identity.user_attempts", "pool_id = ? and last_at < ?", poolId, now.minus(FORGOTTEN));
        Integer failures = rows.first(
                "insert into identity.user_attempts as a (tenant_id, pool_id, digest, failures, last_at)"
                        + " values (:tenant, ?, ?, 1, ?) on conflict (tenant_id, pool_id, digest) do update"
                        + " set failures = case when a.last_at < ? then 1 else a.failures + 1 end, last_at = excluded.last_at,"
                        + " locked_until = null where a.locked_until is null or a.locked_until <= excluded.last_at"
                        + " returning failures",
                row -> row.getInt(1),
                poolId,
                digest,
                now,
                now.minus(FORGOTTEN));
        if (failures == null) {
            return false;
        }
        if (failures >= free) {
            long seconds = Math.min(LONGEST_LOCK.toSeconds(), 1L << Math.min(20, failures - free));
            rows.write(
                    "update identity.user_attempts set locked_until = ? where tenant_id = :tenant and pool_id = ?"
                            + " and digest = ?",
                    now.plusSeconds(seconds),
                    poolId,
                    digest);
        }
        return true;
    }

    private static byte[] digest(Kind kind, String value) {
        return Digests.sha256(kind + "/" + value);
    }
}
