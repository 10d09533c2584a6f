package dev.sluice.control.platform.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A budget for each of many names, refilled evenly and full at first. Names that were not seen for a while are
 * forgotten, the oldest first when there are too many. Any thread.
 */
public final class Budgets {
    /** At most so many are remembered. */
    static final int MAX_NAMES = 100_000;

    private final double perNano;
    private final double size;
    private final LongSupplier nanos;
    private final Cache<String, Budget> budgets;

    /**
     * Budgets of this size.
     *
     * @param refill what comes back in each such time
     */
    public Budgets(int size, int refill, Duration every, LongSupplier nanos) {
        this.size = size;
        this.perNano = (double) refill / every.toNanos();
        this.nanos = nanos;
        var untilFull = Duration.ofNanos((long) Math.ceil(size / perNano));
        this.budgets = Caffeine.newBuilder()
                .maximumSize(MAX_NAMES)
                .expireAfterAccess(untilFull.plusSeconds(1))
                .ticker(nanos::getAsLong)
                .build();
    }

    /** Whether the name has anything left; takes nothing. */
    public boolean isSpent(String name) {
        Budget budget = budgets.getIfPresent(name);
        return budget != null && budget.isSpent();
    }

    /** Takes one; false when nothing was left. */
    public boolean take(String name) {
        return budgets.get(name, _ -> new Budget()).take();
    }

    /** How many names are remembered. */
    long size() {
        budgets.cleanUp();
        return budgets.estimatedSize();
    }

    private final class Budget {
        private double left = size;
        private long at = nanos.getAsLong();

        synchronized boolean take() {
            refill();
            if (left < 1) {
                return false;
            }
            left -= 1;
            return true;
        }

        synchronized boolean isSpent() {
            refill();
            return left < 1;
        }

        private void refill() {
            long now = nanos.getAsLong();
            left = Math.min(size, left + (now - at) * perNano);
            at = now;
        }
    }
}
