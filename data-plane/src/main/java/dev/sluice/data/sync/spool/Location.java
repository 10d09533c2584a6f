package dev.sluice.data.sync.spool;

/** Where a frame stands: its segment, the place in it, and the lengths of head and value in bytes. */
record Location(int segment, long offset, int headBytes, int valueBytes) {
    long frameBytes() {
        return (long) headBytes + valueBytes;
    }

    long end() {
        return offset + frameBytes();
    }
}
