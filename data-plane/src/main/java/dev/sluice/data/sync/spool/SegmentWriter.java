package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Appends to the segment that is open. One thread at a time (the spool's lock); never one that is interrupted. */
final class SegmentWriter implements AutoCloseable {
    private final SegmentFiles files;
    private final FileChannel records;
    private final FileChannel index;
    private long recordsEnd;
    private long indexEnd;
    private volatile boolean dirty;

    /** Goes on at the end of the sound parts of a segment; of a new one both are 0. */
    SegmentWriter(SegmentFiles files, SegmentReplay.Extent extent) throws IOException {
        this.files = files;
        recordsEnd = extent.recordsEnd();
        indexEnd = extent.indexEnd();
        records = SegmentFiles.open(files.records());
        try {
            index = SegmentFiles.open(files.index());
        } catch (IOException e) {
            records.close();
            throw e;
        }
    }

    int number() {
        return files.number();
    }

    long recordsBytes() {
        return recordsEnd;
    }

    /** Writes a frame whole, or throws and leaves the end where it was: the next frame overwrites the torn one. */
    Location append(FrameHead head, byte[] value) throws IOException {
        byte[] headBytes = head.bytes();
        var location = new Location(number(), recordsEnd, headBytes.length, value.length);
        ByteBuffer entry = IndexEntry.encode(recordsEnd, headBytes);
        int entryBytes = entry.remaining();
        ByteBuffer frame = ByteBuffer.allocate(headBytes.length + value.length)
                .put(headBytes)
                .put(value);
        SegmentFiles.write(records, recordsEnd, frame.flip());
        SegmentFiles.write(index, indexEnd, entry);
        recordsEnd = location.end();
        indexEnd += entryBytes;
        dirty = true;
        return location;
    }

    /** Brings what was appended to the disk itself, records before index. Any thread may call it. */
    void force() throws IOException {
        if (!dirty) {
            return;
        }
        dirty = false;
        try {
            records.force(false);
            index.force(false);
        } catch (IOException e) {
            dirty = true;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (records;
                index) {
            force();
        }
    }
}
