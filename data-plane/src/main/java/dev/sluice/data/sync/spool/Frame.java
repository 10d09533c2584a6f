package dev.sluice.data.sync.spool;

/** A head with its value, both as they were written. */
final class Frame {
    private final FrameHead head;
    private final byte[] value;

    Frame(FrameHead head, byte[] value) {
        this.head = head;
        this.value = value;
    }

    FrameHead head() {
        return head;
    }

    byte[] value() {
        return value;
    }
}
