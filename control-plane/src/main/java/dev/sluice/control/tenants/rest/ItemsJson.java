package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list of the platform API. */
public record ItemsJson<T>(List<T> items, @Nullable String position) {
    /** A page with each of its items in its JSON form. */
    public static <S, T> ItemsJson<T> of(Page<S> page, Function<S, T> json) {
        return new ItemsJson<>(page.items().stream().map(json).toList(), page.position());
    }
}
