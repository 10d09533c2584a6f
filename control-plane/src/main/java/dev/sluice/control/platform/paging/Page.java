package dev.sluice.control.platform.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param position token of the next part; null when nothing remains
 */
public record Page<T>(List<T> items, @Nullable String position) {
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
}
