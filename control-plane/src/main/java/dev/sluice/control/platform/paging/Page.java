package dev.sluice.control.platform.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param position token of the next part; null when nothing remains
 */
public record Page<T>(List<T> items, @Nullable String position) {
    /** What the rows of one page may hold; the row that passes it is its last. */
    static final long MAX_CHARACTERS = 6L * 1024 * 1024;

    /** What is read of rows at once: a page of the usual length in one query, and never many long rows. */
    static final int CHUNK = 26;

    public Page {
        items = List.copyOf(items);
    }

    /** Cuts rows, of which one more than the limit was asked for, to a page. */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, Position> place) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, request.limit());
        return new Page<>(items, place.apply(items.getLast()).encode());
    }

    /**
     * Reads a page of rows that may be long, few at a time: it ends early when its rows hold much text, and then names
     * the next one as any other page does.
     *
     * @param characters about how much text a row holds
     */
    public static <T> Page<T> read(
            PageRequest request, Rows<T> rows, Function<T, Position> place, ToLongFunction<T> characters) {
        List<T> items = new ArrayList<>();
        Position after = request.after();
        long held = 0;
        while (true) {
            int count = held > MAX_CHARACTERS ? 1 : Math.min(CHUNK, request.limit() + 1 - items.size());
            List<T> chunk = rows.after(after, count);
            for (T row : chunk) {
                if (items.size() == request.limit() || held > MAX_CHARACTERS) {
                    return new Page<>(items, place.apply(items.getLast()).encode());
                }
                items.add(row);
                held += characters.applyAsLong(row);
            }
            if (chunk.size() < count) {
                return new Page<>(items, null);
            }
            after = place.apply(chunk.getLast());
        }
    }

    /**
     * The page, or its beginning when its rows hold much text with what belongs to them.
     *
     * @param characters about how much text a row stands for
     */
    public Page<T> untilFull(ToLongFunction<T> characters, Function<T, Position> place) {
        long held = 0;
        for (int i = 0; i < items.size() - 1; i++) {
            held += characters.applyAsLong(items.get(i));
            if (held > MAX_CHARACTERS) {
                return new Page<>(
                        items.subList(0, i + 1), place.apply(items.get(i)).encode());
            }
        }
        return this;
    }

    /** The rows of a list in their order. */
    @FunctionalInterface
    public interface Rows<T> {
        /**
         * The rows behind a place, at most so many.
         *
         * @param place null for the start
         */
        List<T> after(@Nullable Position place, int count);
    }
}
