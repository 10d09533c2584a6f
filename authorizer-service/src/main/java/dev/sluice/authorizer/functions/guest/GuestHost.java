package dev.sluice.authorizer.functions.guest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in guests. Each call starts from the image that loading its version left, so calls share nothing; a guest
 * that was stopped, broke or grew is thrown away. Blocks the calling virtual thread. Any thread.
 */
public final class GuestHost implements AutoCloseable {
    /** Larger guests are made anew for each call: what waits idle is bounded in bytes, too. */
    private static final long MAX_IDLE_BYTES = 4L << 20;

    private static final Logger LOG = Logger.getLogger(GuestHost.class);
    private static final long IMAGES_BYTES = 32L << 20;
    private static final int LOADS_AT_ONCE = 1;

    /** Cold, the engine takes seconds. */
    private static final GuestLimits ENGINE_LIMITS =
            new GuestLimits(Duration.ofMinutes(1), Duration.ofMinutes(5), GuestLimits.DEFAULT_PAGES, 0, 0);

    private final GuestThreads threads;
    private final GuestPool pool;
    private final int maxPages;
    private final HostFunctions functions = new HostFunctions();
    private final Semaphore checks = new Semaphore(LOADS_AT_ONCE, true);
    private final Cache<Object, GuestImage> images = Caffeine.newBuilder()
            .maximumWeight(IMAGES_BYTES)
            .weigher((Object _, GuestImage image) -> 1_024 + image.weight())
            .build();
    private volatile @Nullable Engine engine;

    /**
     * A host without guests.
     *
     * @param calls that run at once
     * @param idleOfVersion guests of one version that wait for calls
     * @param idle guests that wait for calls altogether
     */
    public GuestHost(int calls, int idleOfVersion, int idle, int maxPages) {
        this.threads = new GuestThreads(calls + LOADS_AT_ONCE);
        this.pool = new GuestPool(idleOfVersion, idle);
        this.maxPages = maxPages;
    }

    /** Makes the engine, if it is not made: seconds, the first time. */
    public void prepare() {
        var _ = engine();
    }

    /** How the loading of code ends, other than well; null when it can be called. */
    public @Nullable Outcome check(String code, GuestLimits limits) {
        Engine made = engine();
        // One at a time, so that calls keep the other threads.
        checks.acquireUninterruptibly();
        try {
            return switch (load(made, code, limits)) {
                case Loading.Loaded _ -> null;
                case Loading.NotLoaded(Outcome outcome) -> outcome;
            };
        } finally {
            checks.release();
        }
    }

    /**
     * Calls a function.
     *
     * @param version what is equal for the same code alone
     * @param code its source, asked for when it is not loaded
     */
    public CallReport call(Object version, Supplier<String> code, CallInput input, GuestLimits limits) {
        Engine made = engine();
        GuestImage image = images.getIfPresent(version);
        if (image == null) {
            switch (load(made, code.get(), limits)) {
                case Loading.Loaded(GuestImage loaded) -> image = loaded;
                case Loading.NotLoaded(Outcome outcome) -> {
                    return new CallReport(outcome, "", Duration.ZERO, Duration.ZERO, 0);
                }
            }
            images.put(version, image);
        }
        GuestImage ready = image;
        return threads.run(limits, run -> call(made, version, ready, input, limits, run));
    }

    private CallReport call(
            Engine made, Object version, GuestImage image, CallInput input, GuestLimits limits, GuestThreads.Run run) {
        Guest idle = pool.take(version);
        Guest guest = idle == null ? made.guest(image) : idle;
        var log = new GuestLog(limits.logCharacters());
        var desk = new CallDesk(input, limits, log, functions);
        boolean whole = run(guest, made.call(), desk, run);
        var report = new CallReport(
                outcome(desk.outcome(), whole, guest, run),
                log.text(),
                Duration.ofNanos(run.nanos()),
                Duration.ofNanos(run.cpuNanos()),
                guest.memoryBytes());
        if (whole && image.fits(guest) && guest.memoryBytes() <= MAX_IDLE_BYTES) {
            image.restore(guest);
            pool.give(version, guest);
        }
        return report;
    }

    /** Whether the guest came to its end by itself, and so is still good. */
    private static boolean run(Guest guest, int program, Guest.Desk desk, GuestThreads.Run run) {
        try {
            guest.run(program, desk);
            return true;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError broken) {
            LOG.debugf("a guest broke failure=%s", broken);
            return false;
        } finally {
            run.end();
        }
    }

    private static Outcome outcome(@Nullable Outcome answered, boolean whole, Guest guest, GuestThreads.Run run) {
        Stop stop = run.stop();
        if (!whole && stop != null) {
            return new Outcome.Stopped(stop);
        }
        if (!whole) {
            return new Outcome.Stopped(guest.ranOutOfMemory() ? Stop.MEMORY : Stop.CRASH);
        }
        return answered == null ? new Outcome.Stopped(Stop.NO_ANSWER) : answered;
    }

    private sealed interface Loading {
        record Loaded(GuestImage image) implements Loading {}

        record NotLoaded(Outcome outcome) implements Loading {}
    }

    private Loading load(Engine made, String code, GuestLimits limits) {
        return threads.run(limits, run -> {
            Guest guest = made.guest();
            var desk = new LoadDesk(code, limits, functions);
            boolean whole = run(guest, made.load(), desk, run);
            Outcome refusal = desk.refusal();
            if (whole && refusal == null) {
                return new Loading.Loaded(made.image().with(guest));
            }
            return new Loading.NotLoaded(outcome(refusal, whole, guest, run));
        });
    }

    private Engine engine() {
        Engine made = engine;
        if (made == null) {
            synchronized (this) {
                made = engine;
                if (made == null) {
                    made = threads.run(ENGINE_LIMITS, _ -> Engine.make(maxPages));
                    engine = made;
                }
            }
        }
        return made;
    }

    @Override
    public void close() {
        threads.close();
    }
}
