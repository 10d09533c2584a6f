package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment back at start: its index as far as that is sound, then the frames behind it, which it puts into the
 * index. What was torn off the end of either file is cut. A frame whose value is damaged is passed over when another
 * follows, and is a torn end when none does.
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
    private long recordsEnd;
    private long indexEnd;

    private SegmentReplay(SegmentFiles files, FileChannel records, FileChannel index, Sink sink) {
        this.files = files;
        this.records = records;
        this.index = index;
        this.sink = sink;
    }

    static Extent run(SegmentFiles files, Sink sink) throws IOException {
        try (var records = SegmentFiles.open(files.records());
                var index = SegmentFiles.open(files.index())) {
            var replay = new SegmentReplay(files, records, index, sink);
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
            sink.frame(entry.head(), location);
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
            if (isSound(head, location)) {
                sink.frame(head, location);
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

    private @Nullable FrameHead headAt(long at, long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(FrameHead.MAX_BYTES, size - at));
        SegmentFiles.fill(records, at, buffer);
        return FrameHead.read(buffer.flip(), 0);
    }

    private boolean isSound(FrameHead head, Location location) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(head.valueBytes());
        SegmentFiles.fill(records, location.offset() + location.headBytes(), value);
        return FrameHead.crc(value.array()) == head.valueCrc();
    }

    private static void truncate(FileChannel channel, long end) throws IOException {
        if (channel.size() > end) {
            channel.truncate(end);
        }
    }
}
