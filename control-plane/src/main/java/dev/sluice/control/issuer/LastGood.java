package dev.sluice.control.issuer;

import dev.sluice.control.issuer.calls.IssuerAway;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document of the issuer, and the last good one while it does not answer. One caller at a time asks; nobody waits for that who
 * has a last good one, and after a failure nobody asks for some seconds. Any thread; blocks.
 *
 * @param <P> what a document is of; one of something else is none
 * @param <V> the document
 */
final class LastGood<P, V> {
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanos;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Known<P, V> known;
    private volatile @Nullable Pause<P> pause;

    LastGood(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * The document; refused by {@link IssuerAway} when there is none and it cannot be read.
     *
     * @param isFresh whether one of such an age, in nanoseconds, needs no reading
     */
    V get(P of, BiPredicate<V, Long> isFresh, Supplier<V> read) {
        Known<P, V> last = known(of);
        if (last == null) {
            asking.lock();
        } else if (isFresh(last, isFresh) || isPaused(of) || !asking.tryLock()) {
            return last.value;
        }
        try {
            return asked(of, isFresh, read);
        } finally {
            asking.unlock();
        }
    }

    /** The last good one without asking, or null. */
    @Nullable
    V last(P of) {
        Known<P, V> last = known(of);
        return last == null ? null : last.value;
    }

    /** Whoever waited may find it read, or the issuer away. */
    private V asked(P of, BiPredicate<V, Long> isFresh, Supplier<V> read) {
        Known<P, V> last = known(of);
        if (last != null && (isFresh(last, isFresh) || isPaused(of))) {
            return last.value;
        }
        if (isPaused(of)) {
            throw new IssuerAway("the issuer did not answer a moment ago");
        }
        try {
            V value = read.get();
            known = new Known<>(of, value, nanos.getAsLong());
            return value;
        } catch (IssuerAway away) {
            pause = new Pause<>(of, nanos.getAsLong());
            if (last != null) {
                return last.value;
            }
            throw away;
        }
    }

    private @Nullable Known<P, V> known(P of) {
        Known<P, V> last = known;
        return last != null && last.of.equals(of) ? last : null;
    }

    private boolean isFresh(Known<P, V> last, BiPredicate<V, Long> isFresh) {
        return isFresh.test(last.value, nanos.getAsLong() - last.nanos);
    }

    private boolean isPaused(P of) {
        Pause<P> last = pause;
        return last != null && last.of.equals(of) && nanos.getAsLong() - last.nanos < PAUSE_NANOS;
    }

    /** A document, what it is of, and when it was read. */
    private record Known<P, V>(P of, V value, long nanos) {}

    /** When the issuer did not answer. */
    private record Pause<P>(P of, long nanos) {}
}
