package dev.sluice.data.sync.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A segment is a pair of append-only files: {@code N.records} holds frames (head and value), {@code N.index} repeats
 * each head with its place, so that a start reads no value. The records are the truth: an index that is behind, cut or
 * damaged is made again from them.
 */
record SegmentFiles(Path folder, int number) {
    static final String RECORDS = ".records";
    static final String INDEX = ".index";

    Path records() {
        return file(RECORDS);
    }

    Path index() {
        return file(INDEX);
    }

    private Path file(String kind) {
        return folder.resolve(String.format(Locale.ROOT, "%010d", number) + kind);
    }

    /** Head and value of a frame, checked; through a channel of its own, since an interrupt closes the one it hits. */
    static Frame read(Path folder, Location location) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(location.frameBytes()));
        try (var channel = FileChannel.open(new SegmentFiles(folder, location.segment()).records())) {
            fill(channel, location.offset(), buffer);
        }
        FrameHead head = FrameHead.read(buffer.flip(), 0);
        byte[] value = Arrays.copyOfRange(buffer.array(), location.headBytes(), buffer.limit());
        if (head == null || head.valueBytes() != value.length || head.valueCrc() != FrameHead.crc(value)) {
            throw new DamagedFrame(location);
        }
        return new Frame(head, value);
    }

    /** Removes the pair. An index that is left without its records is removed at the next start. */
    void delete() throws IOException {
        Files.deleteIfExists(records());
        Files.deleteIfExists(index());
    }

    /** Opens a file of the spool for reading and writing, for its owner alone; makes it when it is not there. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Fills the buffer from a place of the file; throws EOFException when the file ends before. */
    static void fill(FileChannel channel, long from, ByteBuffer buffer) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new EOFException("the file ends at " + at);
            }
            at += count;
        }
    }

    /** Writes all of the buffer at a place of the file. */
    static void write(FileChannel channel, long from, ByteBuffer buffer) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }
}
