package dev.sluice.data.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One of several streams that share an output: each hands over whole lines alone, under the output's lock, in one write.
 * So the process log and the access log never meet within a line, on a file or on a pipe. Each stream has one writer at
 * a time. A line without an end waits for it, up to a mebibyte, or for the close.
 */
public final class WholeLines extends OutputStream {
    private static final int MAX_HELD_BYTES = 1 << 20;

    private final OutputStream shared;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /** The lock is the shared stream itself. */
    public WholeLines(OutputStream shared) {
        this.shared = shared;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        while (end > offset && bytes[end - 1] != '\n') {
            end--;
        }
        int lines = end - offset;
        if (lines > 0 && held.size() == 0) {
            put(bytes, offset, lines);
        } else if (lines > 0) {
            held.write(bytes, offset, lines);
            release();
        }
        held.write(bytes, end, length - lines);
        if (held.size() > MAX_HELD_BYTES) {
            held.write('\n');
            release();
        }
    }

    private void release() throws IOException {
        byte[] whole = held.toByteArray();
        held.reset();
        put(whole, 0, whole.length);
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        synchronized (shared) {
            shared.write(bytes, offset, length);
            shared.flush();
        }
    }

    /** Hands over what has no end of line yet; the shared output stays open. */
    @Override
    public synchronized void close() throws IOException {
        if (held.size() > 0) {
            held.write('\n');
            release();
        }
    }
}
