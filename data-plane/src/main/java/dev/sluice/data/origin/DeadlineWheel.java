package dev.sluice.data.origin;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of the calls of one loop. Adding and removing costs a few writes and mostly no allocation, since almost every call
 * ends before its deadline; expiry is late by up to {@value #TICK_MILLIS} ms. It sleeps until the next slot that holds
 * anything: a timer that is near makes each wait of the loop dearer. Confined to its loop.
 */
final class DeadlineWheel implements Runnable {
    static final int TICK_MILLIS = 10;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 1024;
    private static final long NEVER = Long.MAX_VALUE;

    /** The place behind the slots for entries that expire now, from where an expiry may still remove another. */
    private static final int DUE = SLOTS;

    private final EventLoop loop;
    private final @Nullable Timed[] slots = new Timed[SLOTS + 1];
    private long handledTick = System.nanoTime() / TICK_NANOS;
    private long wakeTick = NEVER;
    private @Nullable Future<?> wake;

    DeadlineWheel(EventLoop loop) {
        this.loop = loop;
    }

    void add(Timed timed, long deadlineNanos) {
        timed.deadlineNanos = deadlineNanos;
        long tick = Math.max(deadlineNanos / TICK_NANOS, handledTick) + 1;
        link(timed, (int) tick & SLOTS - 1);
        if (tick < wakeTick) {
            wakeAt(tick);
        }
    }

    private void wakeAt(long tick) {
        if (wake != null) {
            wake.cancel(false);
        }
        wakeTick = tick;
        wake = loop.schedule(this, Math.max(0, tick * TICK_NANOS - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void link(Timed timed, int slot) {
        timed.slot = slot;
        Timed first = slots[slot];
        timed.next = first;
        if (first != null) {
            first.previous = timed;
        }
        slots[slot] = timed;
    }

    void remove(Timed timed) {
        if (timed.slot < 0) {
            return;
        }
        Timed before = timed.previous;
        Timed after = timed.next;
        if (before == null) {
            slots[timed.slot] = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        timed.previous = null;
        timed.next = null;
        timed.slot = -1;
    }

    @Override
    public void run() {
        long nowNanos = System.nanoTime();
        long nowTick = nowNanos / TICK_NANOS;
        try {
            for (long tick = Math.max(handledTick + 1, nowTick - SLOTS + 1); tick <= nowTick; tick++) {
                handledTick = tick;
                expire((int) tick & SLOTS - 1, nowNanos);
            }
        } finally {
            sleep();
        }
    }

    /** Until the next slot that holds something, be it of a later turn of the wheel; a tick where a failure left any. */
    private void sleep() {
        wake = null;
        wakeTick = NEVER;
        if (slots[DUE] != null) {
            wakeAt(handledTick + 1);
            return;
        }
        for (long tick = handledTick + 1; tick <= handledTick + SLOTS; tick++) {
            if (slots[(int) tick & SLOTS - 1] != null) {
                wakeAt(tick);
                return;
            }
        }
    }

    private void expire(int slot, long nowNanos) {
        Timed timed = slots[slot];
        while (timed != null) {
            Timed after = timed.next;
            if (timed.deadlineNanos - nowNanos <= 0) {
                remove(timed);
                link(timed, DUE);
            }
            timed = after;
        }
        for (Timed due = slots[DUE]; due != null; due = slots[DUE]) {
            remove(due);
            due.expired(nowNanos);
        }
    }
}
