package dev.sluice.control.platform.wire;

import dev.sluice.control.platform.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list of the v1 API: always a JSON array, and a position only when more remains (management-api 4). */
public record ListJson<T>(List<T> item, @Nullable String position) {
    public ListJson {
        item = List.copyOf(item);
    }

    public static <E, T> ListJson<T> of(Page<E> page, Function<E, T> element) {
        return new ListJson<>(page.items().stream().map(element).toList(), page.position());
    }
}
