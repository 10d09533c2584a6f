package dev.sluice.data.access.tokens;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The key set of one issuer as this node has it. It is fetched by one call at a time, for whoever waits for it and in the
 * background while it is in use; the last good one stays for a day while none comes (security-requirements 39, decisions
 * 30). Shared by all loops; its monitor is held for a few fields and a list, never for a call.
 */
final class KeySource {
    /** Age at which a set is fetched anew in the background; less a tenth at most, so that nodes do not ask as one. */
    static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Longest use of a set that could not be fetched anew. */
    static final long LIFE_NANOS = TimeUnit.HOURS.toNanos(24);

    /** Between two fetches that tokens of unknown keys cause, and between two when there is nothing to fetch. */
    static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_WAITERS = 1_024;
    private static final String NO_KEYS = "JWKS communication error";
    private static final String NO_DISCOVERY = "OIDC discovery endpoint communication error";
    private static final Logger LOG = Logger.getLogger(KeySource.class);

    private final Issuer issuer;
    private final KeySets.Parts parts;
    private final List<Waiter> waiters = new ArrayList<>(0);
    private volatile @Nullable Held held;
    private volatile long usedNanos;
    private volatile String fault = NO_KEYS;
    private boolean fetching;
    private long nextNanos;
    private long nextForKeyNanos;
    private int failures;

    /**
     * A set and when it was fetched last.
     *
     * @param digest of its document
     * @param version another one for each other document
     */
    record Held(KeySet set, Digest digest, long version, long fetchedNanos) {}

    /** Who waits for a fetch. */
    record Waiter(EventExecutor loop, Runnable then) {
        void tell() {
            try {
                loop.execute(then);
            } catch (RejectedExecutionException _) {
                return; // the loop has ended, and the exchange with it
            }
        }
    }

    /** What comes of the wish for a newer set. */
    enum Renewal {
        /** The waiter will be told. */
        UNDER_WAY,
        /** It was asked for a short while ago. */
        NOT_NOW,
        /** Too many wait already. */
        CROWDED
    }

    KeySource(Issuer issuer, KeySets.Parts parts, long nowNanos) {
        this.issuer = issuer;
        this.parts = parts;
        this.usedNanos = nowNanos;
        this.nextNanos = nowNanos;
        this.nextForKeyNanos = nowNanos;
    }

    Issuer issuer() {
        return issuer;
    }

    /** The set as it is now; null when there is none that may be used. */
    @Nullable
    Held current(long nowNanos) {
        if (nowNanos - usedNanos > FIRST_RETRY_NANOS) {
            usedNanos = nowNanos;
        }
        Held current = held;
        return current == null || nowNanos - current.fetchedNanos > LIFE_NANOS ? null : current;
    }

    /** Why there is no set, in the words of http-api-runtime 6.1, row 3. */
    String fault() {
        return fault;
    }

    long unusedNanos(long nowNanos) {
        return nowNanos - usedNanos;
    }

    /** Keys that it holds. */
    int size() {
        Held current = held;
        return current == null ? 0 : current.set.size();
    }

    /** A call needs a key that the set does not hold, or needs a set. */
    Renewal renew(Waiter waiter, long nowNanos) {
        boolean begins = false;
        synchronized (this) {
            if (!fetching) {
                boolean forKey = held != null;
                if (nowNanos - (forKey ? nextForKeyNanos : nextNanos) < 0) {
                    return Renewal.NOT_NOW;
                }
                if (forKey) {
                    nextForKeyNanos = nowNanos + INTERVAL_NANOS;
                }
                fetching = true;
                begins = true;
            } else if (waiters.size() >= MOST_WAITERS) {
                return Renewal.CROWDED;
            }
            waiters.add(waiter);
        }
        if (begins) {
            fetch();
        }
        return Renewal.UNDER_WAY;
    }

    /** Fetches a set that is in use anew when it is time; true when that begins. */
    boolean refresh(long nowNanos) {
        synchronized (this) {
            if (fetching || held == null || nowNanos - nextNanos < 0) {
                return false;
            }
            fetching = true;
        }
        fetch();
        return true;
    }

    private void fetch() {
        parts.fetch().fetch(issuer, this::fetched);
    }

    /** Reading a set may take longer than a loop has time for. */
    private void fetched(Fetched fetched) {
        switch (fetched) {
            case Fetched.Document(byte[] bytes) -> {
                try {
                    parts.readers().execute(() -> read(bytes));
                } catch (RejectedExecutionException _) {
                    failed(NO_KEYS, "no worker is free to read it");
                }
            }
            case Fetched.Gone _ -> gone();
            case Fetched.Failed(String reason) -> failed(NO_KEYS, reason);
            case Fetched.Undiscovered(String reason) -> failed(NO_DISCOVERY, reason);
        }
    }

    private void read(byte[] document) {
        Held before = held;
        Digest digest = Digest.of(document);
        Held same = before != null && before.digest.equals(digest) ? before : null;
        KeySet set = same == null ? KeySet.read(document) : same.set;
        if (set == null) {
            failed(NO_KEYS, "the document is no key set");
            return;
        }
        long now = parts.clock().nanos();
        long version = same == null ? parts.versions().incrementAndGet() : same.version;
        settle(() -> {
            held = new Held(set, digest, version, now);
            nextNanos = now + REFRESH_NANOS - ThreadLocalRandom.current().nextLong(REFRESH_NANOS / 10);
            if (failures > 0) {
                LOG.infof("A key set can be fetched again. tenant=%s issuer=%s", issuer.tenant(), issuer.name());
            }
            failures = 0;
        });
    }

    private void gone() {
        settle(() -> {
            if (held != null) {
                LOG.warnf("An issuer is gone. tenant=%s issuer=%s", issuer.tenant(), issuer.name());
            }
            held = null;
            failures = 0;
            nextNanos = parts.clock().nanos() + INTERVAL_NANOS;
        });
    }

    private void failed(String kind, String reason) {
        settle(() -> {
            fault = kind;
            if (failures++ == 0) {
                LOG.warnf(
                        "A key set cannot be fetched; the last one is used for a day. tenant=%s issuer=%s failure=%s",
                        issuer.tenant(), issuer.name(), reason);
            }
            long wait = Math.min(INTERVAL_NANOS, FIRST_RETRY_NANOS << Math.min(failures - 1, MOST_DOUBLINGS));
            nextNanos = parts.clock().nanos() + wait;
        });
    }

    private void settle(Runnable change) {
        List<Waiter> told;
        synchronized (this) {
            change.run();
            fetching = false;
            told = List.copyOf(waiters);
            waiters.clear();
        }
        told.forEach(Waiter::tell);
    }
}
