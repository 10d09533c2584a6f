package dev.sluice.data.templates;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.mapper.MappingException;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns values into the plain collections that the library's filters compare, and its results into values. */
final class PathMapping implements MappingProvider {
    private final Budget budget;

    PathMapping(Budget budget) {
        this.budget = budget;
    }

    @Override
    public <T> T map(Object source, Class<T> type, Configuration configuration) {
        Object plain = toPlain(source);
        if (!type.isInstance(plain)) {
            throw new MappingException("not a " + type.getSimpleName());
        }
        return type.cast(plain);
    }

    @Override
    public <T> T map(Object source, TypeRef<T> type, Configuration configuration) {
        throw new MappingException("no generic types");
    }

    private @Nullable Object toPlain(@Nullable Object value) {
        budget.charge(1);
        return switch (value) {
            case ListValue list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                list.items().forEach(item -> items.add(toPlain(item)));
                yield items;
            }
            case MapValue map -> {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                map.entries().forEach((key, member) -> entries.put(key.toString(), toPlain(member)));
                yield entries;
            }
            case null, default -> value;
        };
    }

    /** The library's own results, such as the keys of a map, as values; what is a value already stays itself. */
    static @Nullable Object toValue(@Nullable Object found, Budget budget) {
        budget.charge(1);
        return switch (found) {
            case null -> null;
            case Iterable<?> items -> {
                ListValue list = ListValue.ofDocument();
                items.forEach(item -> list.items().add(toValue(item, budget)));
                yield list;
            }
            case Map<?, ?> map -> {
                MapValue entries = MapValue.create();
                map.forEach((key, member) -> entries.entries().put(String.valueOf(key), toValue(member, budget)));
                yield entries;
            }
            default -> Values.of(found);
        };
    }
}
