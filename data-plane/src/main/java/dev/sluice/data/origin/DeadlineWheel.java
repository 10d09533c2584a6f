package dev.sluice.data.origin;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of the calls of one loop. Adding and removing costs a few writes and no allocation, since almost every call
 * ends before its deadline; expiry is late by up to {@value #TICK_MILLIS} ms. Confined to its loop.
 */
final class DeadlineWheel implements Runnable {
    static final int TICK_MILLIS = 10;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 1024;
    private static final int REST_TICKS = 200;

    /** The place behind the slots for entries that expire now, from where an expiry may still remove another. */
    private static final int DUE = SLOTS;

    private final EventLoop loop;
    private final @Nullable Timed[] slots = new Timed[SLOTS + 1];
    private long handledTick;
    private int size;
    private int emptyTicks;
    private boolean ticking;

    DeadlineWheel(EventLoop loop) {
        this.loop = loop;
    }

    void add(Timed timed, long deadlineNanos) {
        timed.deadlineNanos = deadlineNanos;
        link(timed, (int) (deadlineNanos / TICK_NANOS + 1) & SLOTS - 1);
        if (!ticking) {
            ticking = true;
            handledTick = System.nanoTime() / TICK_NANOS;
            var _ = loop.schedule(this, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void link(Timed timed, int slot) {
        timed.slot = slot;
        Timed first = slots[slot];
        timed.next = first;
        if (first != null) {
            first.previous = timed;
        }
        slots[slot] = timed;
        size++;
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
        size--;
    }

    @Override
    public void run() {
        long nowNanos = System.nanoTime();
        long nowTick = nowNanos / TICK_NANOS;
        for (long tick = Math.max(handledTick + 1, nowTick - SLOTS + 1); tick <= nowTick; tick++) {
            expire((int) tick & SLOTS - 1, nowNanos);
        }
        handledTick = nowTick;
        emptyTicks = size == 0 ? emptyTicks + 1 : 0;
        ticking = emptyTicks < REST_TICKS;
        if (ticking) {
            var _ = loop.schedule(this, TICK_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            emptyTicks = 0;
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
