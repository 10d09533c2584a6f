package dev.sluice.data.throttle;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What calls with one value of a limit's key have left: tokens, and room for calls under way. Any loop may use it, without
 * locks.
 */
final class KeyedBucket {
    private static final AtomicIntegerFieldUpdater<KeyedBucket> UNDER_WAY =
            AtomicIntegerFieldUpdater.newUpdater(KeyedBucket.class, "underWay");
    private static final int RETIRED = -1;

    private final long id;
    private final @Nullable SharedBucket tokens;
    private volatile int underWay;
    private volatile boolean asked;

    /** How a call fared that wanted to begin. */
    enum Entry {
        ENTERED,
        /** As many are under way as there may be. */
        FULL,
        /** The table has let go of this one: there may be another. */
        RETIRED
    }

    /**
     * Nobody has called yet.
     *
     * @param tokens null where the rate is not limited
     */
    KeyedBucket(long id, @Nullable SharedBucket tokens) {
        this.id = id;
        this.tokens = tokens;
    }

    long id() {
        return id;
    }

    @Nullable
    SharedBucket tokens() {
        return tokens;
    }

    int underWay() {
        return Math.max(0, underWay);
    }

    /** One more call begins, unless that would be too many; {@link #leave} follows each that did. */
    Entry enter(int most) {
        while (true) {
            int now = underWay;
            if (now == RETIRED) {
                return Entry.RETIRED;
            }
            if (now >= most) {
                return Entry.FULL;
            }
            if (UNDER_WAY.compareAndSet(this, now, now + 1)) {
                return Entry.ENTERED;
            }
        }
    }

    void leave() {
        UNDER_WAY.decrementAndGet(this);
    }

    /** It was found again. */
    void ask() {
        if (!asked) {
            asked = true;
        }
    }

    /** Whether it was found again since the last time that this was asked. */
    boolean wasAsked() {
        boolean was = asked;
        asked = false;
        return was;
    }

    /** Takes it out of use; false while calls are under way. */
    boolean retire() {
        return UNDER_WAY.compareAndSet(this, 0, RETIRED);
    }
}
