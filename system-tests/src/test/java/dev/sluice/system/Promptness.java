package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Waits for changes that come true within a promised time. Each has to come true; that one of them kept the promise shows the
 * way they take, since a machine that stands still for a moment delays some of them whatever the way.
 */
final class Promptness {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Duration promised;
    private final List<Duration> taken = new ArrayList<>();

    Promptness(Duration promised) {
        this.promised = promised;
    }

    void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        Eventually.within(LIMIT, what, condition);
        taken.add(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Whether one change so far kept the promise, so that a test need go on no longer. */
    boolean isKept() {
        return taken.stream().anyMatch(this::isWithinPromise);
    }

    /** To be called behind the last change. */
    void assertKept() {
        assertThat(taken).isNotEmpty().anyMatch(this::isWithinPromise);
    }

    private boolean isWithinPromise(Duration each) {
        return each.compareTo(promised) < 0;
    }
}
