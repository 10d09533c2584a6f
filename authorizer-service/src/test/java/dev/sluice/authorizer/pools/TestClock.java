package dev.sluice.authorizer.pools;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The pools' time in tests: the real one until a test stops it and moves it on. */
@Singleton
@Alternative
@Priority(1)
public class TestClock extends Clock {
    private volatile @Nullable Instant stopped;

    /** Stops the time. */
    public void stop() {
        stopped = Instant.now();
    }

    /** Moves the stopped time. */
    public void move(Duration by) {
        stopped = instant().plus(by);
    }

    /** Back to the real time. */
    public void run() {
        stopped = null;
    }

    @Override
    public Instant instant() {
        Instant at = stopped;
        return at == null ? Instant.now() : at;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
