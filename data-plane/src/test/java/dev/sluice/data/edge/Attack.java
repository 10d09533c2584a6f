package dev.sluice.data.edge;

import dev.sluice.data.fixtures.MemoryWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Bad clients that do what they do again and again, all at once, and what their attack takes of memory. */
final class Attack implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;

    /** What a node may take while so many are active, beyond a part for each. */
    private static final long SHARED_BYTES = 64L * MEGABYTE;

    private static final long BYTES_EACH = 128 * 1024;
    private static final long LEFT_BYTES = 16L * MEGABYTE;
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LOOK = Duration.ofMillis(250);
    /** A look that takes longer was held up by the machine, as is the node. */
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration FAREWELL = Duration.ofSeconds(60);

    private final List<Thread> attackers = new ArrayList<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean over;

    /** One round of an attacker; whatever it does to itself ends the round. */
    @FunctionalInterface
    interface Round {
        void run(int attacker) throws IOException, InterruptedException;
    }

    /** So many attackers start. */
    Attack(int count, Round round) {
        for (int index = 0; index < count; index++) {
            int attacker = index;
            attackers.add(Thread.ofVirtual().start(() -> attack(attacker, round)));
        }
    }

    private void attack(int attacker, Round round) {
        while (!over) {
            try {
                attackOnce(attacker, round);
                pause();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void attackOnce(int attacker, Round round) throws InterruptedException {
        try {
            round.run(attacker);
        } catch (IOException _) {
            // the node has ended the connection, as it should
        }
        rounds.incrementAndGet();
    }

    /** The attackers have the processors of the node: with their whole force they would show how fast these are. */
    static void pause() throws InterruptedException {
        Thread.sleep(PAUSE);
    }

    /** Rounds that have ended. */
    int rounds() {
        return rounds.get();
    }

    /** The most memory in use, of several looks over a time. */
    long mostBytes(Duration time) throws InterruptedException {
        return mostBytes(time, () -> true);
    }

    /** The same until both the time is over and enough was seen, within a limit. */
    long mostBytes(Duration time, BooleanSupplier enough) throws InterruptedException {
        long start = System.nanoTime();
        long most = 0;
        for (long past = 0; goesOn(past, time, enough); past = System.nanoTime() - start) {
            Thread.sleep(LOOK);
            most = Math.max(most, MemoryWatch.usedBytes());
        }
        return most;
    }

    private static boolean goesOn(long pastNanos, Duration time, BooleanSupplier enough) {
        return pastNanos < time.toNanos() || (!enough.getAsBoolean() && pastNanos < LIMIT.toNanos());
    }

    /** What the issue allows while so many attack. */
    static long allowedBytes(int attackers) {
        return SHARED_BYTES + attackers * BYTES_EACH;
    }

    /**
     * The memory in use once it has fallen to what may be left, or when the time for that is over, of which a look on a
     * machine that is busy takes no more than its part.
     */
    static long restBytes(long startBytes) throws InterruptedException {
        long rest = REST.toNanos();
        long used = MemoryWatch.usedBytes();
        while (used > startBytes + LEFT_BYTES && rest > 0) {
            long start = System.nanoTime();
            Thread.sleep(LOOK);
            used = MemoryWatch.usedBytes();
            rest -= Math.min(System.nanoTime() - start, LONGEST_LOOK.toNanos());
        }
        return used;
    }

    static long leftBytes() {
        return LEFT_BYTES;
    }

    @Override
    public void close() {
        over = true;
        attackers.forEach(Thread::interrupt);
        long end = System.nanoTime() + FAREWELL.toNanos();
        for (Thread attacker : attackers) {
            try {
                attacker.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
