package dev.sluice.data.telemetry;

/** A piece of the access log on its way: whole lines. Owned by one thread at a time. */
final class LogChunk {
    static final int CAPACITY = 65_536;

    private final byte[] bytes = new byte[CAPACITY];
    private int length;
    private int lines;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int lines() {
        return lines;
    }

    int room() {
        return CAPACITY - length;
    }

    /** A line was written up to a place. */
    void line(int end) {
        length = end;
        lines++;
    }

    void clear() {
        length = 0;
        lines = 0;
    }
}
