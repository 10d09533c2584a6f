package dev.sluice.authorizer.functions.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The state of a guest between calls: every call starts from it, so that nothing of one call is left in the next. Of the image of a
 * function only the blocks are kept that differ from the engine's own. Immutable.
 */
final class GuestImage {
    private static final int BLOCK_BYTES = 4_096;

    private final byte[] engine;
    private final int bytes;
    private final List<Block> blocks;
    private final long[] globals;

    @SuppressWarnings("ArrayRecordComponent") // written into memories, compared by nobody
    private record Block(int place, byte[] content) {}

    private GuestImage(byte[] engine, int bytes, List<Block> blocks, long[] globals) {
        this.engine = engine;
        this.bytes = bytes;
        this.blocks = List.copyOf(blocks);
        this.globals = globals;
    }

    /** The state of a guest that has no function yet. */
    static GuestImage ofEngine(Guest guest) {
        byte[] content = guest.memory().readBytes(0, (int) guest.memoryBytes());
        return new GuestImage(content, content.length, List.of(), guest.globals());
    }

    /** The state of a guest that started from this image. */
    GuestImage with(Guest guest) {
        int now = (int) guest.memoryBytes();
        var changed = new ArrayList<Block>();
        for (int place = 0; place < now; place += BLOCK_BYTES) {
            byte[] content = guest.memory().readBytes(place, BLOCK_BYTES);
            boolean same = place < engine.length
                    ? Arrays.equals(content, 0, BLOCK_BYTES, engine, place, place + BLOCK_BYTES)
                    : isEmpty(content);
            if (!same) {
                changed.add(new Block(place, content));
            }
        }
        return new GuestImage(engine, now, changed, guest.globals());
    }

    /** Whether a guest of this size can become this image. */
    boolean fits(Guest guest) {
        return guest.memoryBytes() <= bytes;
    }

    /** Makes the guest this image. */
    void restore(Guest guest) {
        int missing = (bytes - (int) guest.memoryBytes()) / GuestLimits.PAGE_BYTES;
        if (missing > 0) {
            guest.memory().grow(missing);
        }
        guest.memory().write(0, engine);
        if (bytes > engine.length) {
            guest.memory().fill((byte) 0, engine.length, bytes);
        }
        for (Block block : blocks) {
            guest.memory().write(block.place(), block.content());
        }
        guest.globals(globals);
    }

    /** What it holds besides the engine. */
    int weight() {
        return blocks.size() * BLOCK_BYTES;
    }

    private static boolean isEmpty(byte[] content) {
        for (byte one : content) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }
}
