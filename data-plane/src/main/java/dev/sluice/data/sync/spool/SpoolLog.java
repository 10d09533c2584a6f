package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * All segments of a spool as one log: frames go to the newest, the oldest is cleaned away. Guarded by the spool's lock.
 */
final class SpoolLog implements AutoCloseable {
    private final SpoolFolder folder;
    private final long segmentBytes;
    private final Deque<Sealed> sealed = new ArrayDeque<>();
    private long sealedBytes;
    private @Nullable SegmentWriter active;
    private int lastNumber;

    /** A segment that takes no more frames. */
    record Sealed(SegmentFiles files, long bytes) {}

    private SpoolLog(SpoolFolder folder, long segmentBytes) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
    }

    /** Replays every segment into the sink, oldest first. */
    static SpoolLog open(SpoolFolder folder, long segmentBytes, SegmentReplay.Sink sink) throws IOException {
        var log = new SpoolLog(folder, segmentBytes);
        var numbers = folder.segmentNumbers();
        for (int number : numbers) {
            var files = new SegmentFiles(folder.segments(), number);
            boolean last = number == numbers.getLast();
            var extent = last ? SegmentReplay.runLast(files, sink) : SegmentReplay.run(files, sink);
            log.seal();
            log.active = new SegmentWriter(files, extent);
            log.lastNumber = number;
        }
        return log;
    }

    /** Writes a frame whole or throws; what was written before is untouched either way. */
    Location append(FrameHead head, byte[] value) throws IOException {
        SegmentWriter writer = active;
        if (writer == null || writer.recordsBytes() >= segmentBytes) {
            writer = roll();
        }
        return writer.append(head, value);
    }

    private SegmentWriter roll() throws IOException {
        var files = new SegmentFiles(folder.segments(), lastNumber + 1);
        files.delete();
        var next = new SegmentWriter(files, new SegmentReplay.Extent(0, 0));
        lastNumber++;
        seal();
        active = next;
        return next;
    }

    private void seal() throws IOException {
        SegmentWriter former = active;
        if (former != null) {
            active = null;
            sealed.add(new Sealed(new SegmentFiles(folder.segments(), former.number()), former.recordsBytes()));
            sealedBytes += former.recordsBytes();
            former.close();
        }
    }

    Frame read(Location location) throws IOException {
        return SegmentFiles.read(folder.segments(), location);
    }

    /** The oldest segment that takes no more frames; null when there is none. */
    @Nullable
    Sealed oldest() {
        return sealed.peek();
    }

    /** Removes the oldest segment once what still counts of it was brought to the disk elsewhere. */
    void dropOldest() throws IOException {
        force();
        Sealed oldest = sealed.remove();
        sealedBytes -= oldest.bytes();
        oldest.files().delete();
    }

    /** Bytes of all frames, live or not. */
    long bytes() {
        SegmentWriter writer = active;
        return sealedBytes + (writer == null ? 0 : writer.recordsBytes());
    }

    /** The segment that takes frames; its {@code force} needs no lock. */
    @Nullable
    SegmentWriter active() {
        return active;
    }

    void force() throws IOException {
        SegmentWriter writer = active;
        if (writer != null) {
            writer.force();
        }
    }

    @Override
    public void close() throws IOException {
        SegmentWriter writer = active;
        active = null;
        if (writer != null) {
            writer.close();
        }
    }
}
