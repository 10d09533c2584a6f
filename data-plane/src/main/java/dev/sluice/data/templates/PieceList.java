package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;

/** Gathers the pieces of a body, neighbouring texts as one. Not for sharing between threads. */
final class PieceList {
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int lastText;

    void text(String more) {
        lastText = text.length();
        text.append(more);
    }

    /** Takes back the text that was added last. */
    void dropLastText() {
        text.setLength(lastText);
    }

    void add(Piece piece) {
        flush();
        pieces.add(piece);
    }

    /** Adds what stands behind the text, as one piece with it: most of what a template renders is such pairs. */
    void output(String before, Reference reference) {
        Piece input = PrintedInput.of(text + before, reference);
        pieces.add(input == null ? new Piece.Output(text + before, reference) : input);
        text.setLength(0);
        lastText = 0;
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text.toString()));
            text.setLength(0);
        }
        lastText = 0;
    }

    List<Piece> pieces() {
        flush();
        return pieces;
    }
}
