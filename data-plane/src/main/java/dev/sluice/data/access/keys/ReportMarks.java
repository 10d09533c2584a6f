package dev.sluice.data.access.keys;

import java.util.Arrays;

/**
 * How many calls each report of a day told of, until the total of all nodes holds them. Of many reports in a row that no
 * total holds it keeps every second one: what is between counts as not yet held, so a quota is never made longer by it.
 * Any thread.
 */
final class ReportMarks {
    private static final int FIRST_ROOM = 4;

    /** There are four reports a second, and a key far from the end of its quota hears a total each ten seconds. */
    private static final int MOST = 64;

    private long[] sequences = new long[FIRST_ROOM];
    private long[] calls = new long[FIRST_ROOM];
    private int size;
    private long taken;
    private long held;

    /** Notes that the report of this sequence tells of all calls so far; says how many of them none did before. */
    synchronized long take(long sequence, long callsSoFar) {
        long news = callsSoFar - taken;
        if (news > 0) {
            taken = callsSoFar;
            makeRoom();
            sequences[size] = sequence;
            calls[size] = callsSoFar;
            size++;
        }
        return news;
    }

    private void makeRoom() {
        if (size < sequences.length) {
            return;
        }
        if (size < MOST) {
            sequences = Arrays.copyOf(sequences, 2 * size);
            calls = Arrays.copyOf(calls, 2 * size);
            return;
        }
        size /= 2;
        for (int index = 0; index < size; index++) {
            sequences[index] = sequences[2 * index + 1];
            calls[index] = calls[2 * index + 1];
        }
    }

    /** How many calls the reports up to a sequence told of; never fewer than it said before. */
    synchronized long upTo(long sequence) {
        int passed = 0;
        while (passed < size && sequences[passed] <= sequence) {
            held = calls[passed];
            passed++;
        }
        if (passed > 0) {
            size -= passed;
            System.arraycopy(sequences, passed, sequences, 0, size);
            System.arraycopy(calls, passed, calls, 0, size);
        }
        return held;
    }
}
