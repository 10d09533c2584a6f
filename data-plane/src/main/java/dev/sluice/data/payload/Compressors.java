package dev.sluice.data.payload;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The deflaters of a node. Each takes about {@value #DEFLATER_BYTES} bytes outside the heap, so their number is bounded:
 * who gets none sends its reply as it is, and nobody waits. Shared by all loops.
 */
public final class Compressors {
    /** Memory of one deflater outside the heap: window and hash chains of zlib's default size. */
    static final int DEFLATER_BYTES = 262_144;

    private static final int DEFAULT_AT_ONCE = 64;
    private static final int MAX_IDLE = 8;

    /** Small JSON records become 3 % larger than at level 6, at three quarters of its CPU time. */
    private static final int LEVEL = 4;

    private final int atOnce;
    private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /** As many as fit into 16 MiB. */
    public Compressors() {
        this(DEFAULT_AT_ONCE);
    }

    /** So many replies at once, each for as long as its body flows. */
    public Compressors(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Deflaters that are at work. */
    public int active() {
        return active.get();
    }

    /** Replies that were sent as they are because every deflater was at work. */
    public long refused() {
        return refused.sum();
    }

    /** A deflater without a wrapper, to be given back once; null when all are at work. */
    @Nullable
    Deflater acquire() {
        if (active.incrementAndGet() > atOnce) {
            active.decrementAndGet();
            refused.increment();
            return null;
        }
        Deflater rested = idle.poll();
        if (rested == null) {
            return new Deflater(LEVEL, true);
        }
        idleCount.decrementAndGet();
        return rested;
    }

    void release(Deflater deflater) {
        if (idleCount.incrementAndGet() <= MAX_IDLE) {
            deflater.reset();
            idle.add(deflater);
        } else {
            idleCount.decrementAndGet();
            deflater.end();
        }
        active.decrementAndGet();
    }
}
