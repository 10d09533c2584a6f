package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Gives the room of passed generations back, a bounded step at a time: what still counts of the oldest segment is
 * copied to the newest, then the segment goes. Always the oldest, so that a frame that says "forgotten" outlives every
 * frame that it is about. Guarded by the spool's lock, which it holds for one frame at a time.
 */
final class SpoolCleaner {
    private final Object lock;
    private final SpoolLog log;
    private final SpoolIndex index;
    private final long slackBytes;
    private final Deque<FrameHeadAt> left = new ArrayDeque<>();
    private SpoolLog.@Nullable Sealed cleaning;

    private record FrameHeadAt(FrameHead head, Location location) {}

    /** Starts once garbage passes both what is live and the slack. */
    SpoolCleaner(Object lock, SpoolLog log, SpoolIndex index, long slackBytes) {
        this.lock = lock;
        this.log = log;
        this.index = index;
        this.slackBytes = slackBytes;
    }

    /** One step that copies at most so many bytes and one frame more. Called by one thread. */
    void step(long budgetBytes) throws IOException {
        if (cleaning == null && !begin()) {
            return;
        }
        long copied = 0;
        while (copied < budgetBytes) {
            FrameHeadAt next = left.peek();
            if (next == null) {
                end();
                return;
            }
            copied += copy(next);
            left.remove();
        }
    }

    private boolean begin() throws IOException {
        synchronized (lock) {
            long garbage = log.bytes() - index.liveBytes();
            cleaning = garbage > Math.max(slackBytes, index.liveBytes()) ? log.oldest() : null;
        }
        if (cleaning == null) {
            return false;
        }
        SegmentReplay.run(cleaning.files(), (head, location) -> left.add(new FrameHeadAt(head, location)));
        return true;
    }

    private long copy(FrameHeadAt frame) throws IOException {
        synchronized (lock) {
            if (!index.isLive(frame.head(), frame.location())) {
                return 0;
            }
            try {
                byte[] value = frame.head().valueBytes() == 0
                        ? new byte[0]
                        : log.read(frame.location()).value();
                index.apply(frame.head(), log.append(frame.head(), value));
            } catch (DamagedFrame _) {
                index.lose(frame.head(), frame.location());
            }
            return frame.location().frameBytes();
        }
    }

    private void end() throws IOException {
        synchronized (lock) {
            log.dropOldest();
            cleaning = null;
        }
    }
}
