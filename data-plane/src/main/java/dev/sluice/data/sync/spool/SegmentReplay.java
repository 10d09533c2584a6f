package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment back at start: its index as far as that is sound, then the frames behind it, which it puts into the
 * index. What was torn off the end of either file is cut. A frame whose value is damaged is passed over when another
 * follows, and is a torn end when none does.
 *
 * <p>A loss of power may keep the end of the index and lose records before it, so the last segment is read whole: a
 * damaged value is passed over there too, and with it the later positions of its partition, so that it is read again.
 */
final class SegmentReplay {
    /** What is done with each frame, in the order they were written. */
    interface Sink {
        void frame(FrameHead head, Location location);
    }

    /** Where the sound parts of the two files end. */
    record Extent(long recordsEnd, long indexEnd) {}

    private final SegmentFiles files;
    private final FileChannel records;
    private final FileChannel index;
    private final Sink sink;
    private final boolean whole;
    private final Set<Lost> lost = new HashSet<>();
    private long recordsEnd;
    private long indexEnd;

    /** A partition of which a value is lost. */
    private record Lost(SpoolTopic topic, int partition) {}

    private SegmentReplay(SegmentFiles files, FileChannel records, FileChannel index, boolean whole, Sink sink) {
        this.files = files;
        this.records = records;
        this.index = index;
        this.whole = whole;
        this.sink = sink;
    }

    /** Replays a segment that was forced to the disk when the next one began. */
    static Extent run(SegmentFiles files, Sink sink) throws IOException {
        return run(files, false, sink);
    }

    /** Replays the last segment, of which the end may not have reached the disk. */
    static Extent runLast(SegmentFiles files, Sink sink) throws IOException {
        return run(files, true, sink);
    }

    private static Extent run(SegmentFiles files, boolean whole, Sink sink) throws IOException {
        try (var records = SegmentFiles.open(files.records());
                var index = SegmentFiles.open(files.index())) {
            var replay = new SegmentReplay(files, records, index, whole, sink);
            replay.readIndex();
            replay.readFramesBehindIndex();
            return new Extent(replay.recordsEnd, replay.indexEnd);
        }
    }

    private void readIndex() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(index.size()));
        SegmentFiles.fill(index, 0, buffer);
        buffer.flip();
        long size = records.size();
        IndexEntry entry = IndexEntry.read(buffer, 0);
        while (entry != null && entry.offset() >= recordsEnd) {
            Location location = entry.location(files.number());
            if (location.end() > size) {
                break;
            }
            frame(entry.head(), location, !whole || isSound(entry.head(), location));
            recordsEnd = location.end();
            indexEnd += entry.bytes();
            entry = IndexEntry.read(buffer, (int) indexEnd);
        }
        truncate(index, indexEnd);
    }

    private void readFramesBehindIndex() throws IOException {
        long size = records.size();
        long at = recordsEnd;
        while (at < size) {
            FrameHead head = headAt(at, size);
            if (head == null) {
                break;
            }
            var location = new Location(files.number(), at, head.bytes().length, head.valueBytes());
            if (location.end() > size) {
                break;
            }
            boolean sound = isSound(head, location);
            frame(head, location, sound);
            if (sound) {
                recordsEnd = location.end();
                ByteBuffer entry = IndexEntry.encode(at, head.bytes());
                int bytes = entry.remaining();
                SegmentFiles.write(index, indexEnd, entry);
                indexEnd += bytes;
            }
            at = location.end();
        }
        truncate(records, recordsEnd);
    }

    private void frame(FrameHead head, Location location, boolean sound) {
        var partition = new Lost(head.topic(), head.partition());
        if (!sound) {
            lost.add(partition);
        } else if (head.kind() != FrameKind.POSITION || !lost.contains(partition)) {
            sink.frame(head, location);
        }
    }

    private @Nullable FrameHead headAt(long at, long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(FrameHead.MAX_BYTES, size - at));
        SegmentFiles.fill(records, at, buffer);
        return FrameHead.read(buffer.flip(), 0);
    }

    private boolean isSound(FrameHead head, Location location) throws IOException {
        if (head.valueBytes() == 0) {
            return true;
        }
        ByteBuffer frame = ByteBuffer.allocate(Math.toIntExact(location.frameBytes()));
        SegmentFiles.fill(records, location.offset(), frame);
        int valueCrc = FrameHead.crc(frame.array(), location.headBytes(), head.valueBytes());
        return valueCrc == head.valueCrc() && head.equals(FrameHead.read(frame.flip(), 0));
    }

    private static void truncate(FileChannel channel, long end) throws IOException {
        if (channel.size() > end) {
            channel.truncate(end);
        }
    }
}
