package dev.sluice.data.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the HTTP/2 connections of a node may fill beyond what each of them has for its own: with bodies beyond the
 * window from the start, and with fields ({@link FieldRoom}). What a client was allowed to send cannot be taken back, so a
 * connection keeps its window until it closes. Thread-safe.
 */
final class WindowRoom {
    private final AtomicLong left;

    WindowRoom(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Takes so many bytes; false, and nothing is taken, when there are fewer. */
    boolean take(int bytes) {
        if (left.get() < bytes) {
            return false;
        }
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        give(bytes);
        return false;
    }

    void give(int bytes) {
        left.addAndGet(bytes);
    }
}
