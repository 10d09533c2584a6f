package dev.sluice.aws.json;

import java.util.Arrays;

/** A list of ints that grows by pieces, so that it never is there twice. Confined to one thread. */
final class Words {
    private static final int SHIFT = 13;
    private static final int PIECE = 1 << SHIFT;
    private static final int MASK = PIECE - 1;

    private int[][] pieces = new int[8][];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return pieces[index >>> SHIFT][index & MASK];
    }

    void set(int index, int word) {
        pieces[index >>> SHIFT][index & MASK] = word;
    }

    void add(int word) {
        int piece = size >>> SHIFT;
        if ((size & MASK) == 0) {
            if (piece == pieces.length) {
                pieces = Arrays.copyOf(pieces, 2 * piece);
            }
            pieces[piece] = new int[PIECE];
        }
        pieces[piece][size & MASK] = word;
        size++;
    }
}
