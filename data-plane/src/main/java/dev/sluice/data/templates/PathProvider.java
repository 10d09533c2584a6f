package dev.sluice.data.templates;

import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.spi.json.JsonProvider;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows our values to the JSONPath library and makes it pay for each look. The library keeps the path of the place
 * where it is as text, so that long names make every look dearer. Confined to one evaluation.
 */
final class PathProvider implements JsonProvider {
    private static final int CHEAP_NAME_CHARS = 64;
    private static final int NAME_CHARS_PER_STEP = 4;
    private final Budget budget;
    private int stepsPerLook = 1;
    private int found;

    PathProvider(Budget budget) {
        this.budget = budget;
    }

    private void look() {
        budget.charge(stepsPerLook);
    }

    @Override
    public Object parse(String json) {
        Object value = JsonReader.read(json);
        if (value == null || value == Empty.EMPTY) {
            throw new InvalidJsonException();
        }
        return value;
    }

    @Override
    public Object parse(InputStream json, String charset) {
        throw new InvalidJsonException();
    }

    @Override
    public String toJson(@Nullable Object value) {
        return Printer.json(value, budget);
    }

    @Override
    public Object createArray() {
        look();
        return ListValue.ofDocument();
    }

    @Override
    public Object createMap() {
        look();
        return MapValue.create();
    }

    @Override
    public boolean isArray(@Nullable Object value) {
        look();
        return value instanceof ListValue || value instanceof List<?>;
    }

    @Override
    public boolean isMap(@Nullable Object value) {
        look();
        return value instanceof MapValue;
    }

    @Override
    public int length(Object value) {
        look();
        return switch (value) {
            case ListValue list -> list.size();
            case MapValue map -> map.entries().size();
            case List<?> list -> list.size();
            default -> value.toString().length();
        };
    }

    @Override
    public Iterable<?> toIterable(Object value) {
        look();
        return switch (value) {
            case ListValue list -> charged(list.items());
            case MapValue map -> charged(map.entries().values());
            case List<?> list -> list;
            default -> List.of();
        };
    }

    private <T extends @Nullable Object> Collection<T> charged(Collection<T> members) {
        budget.charge(members.size());
        return members;
    }

    @Override
    public Collection<String> getPropertyKeys(Object value) {
        look();
        List<String> names = new ArrayList<>();
        if (value instanceof MapValue map) {
            budget.charge(map.entries().size());
            for (Object key : map.entries().keySet()) {
                String name = key.toString();
                names.add(name);
                if (name.length() > CHEAP_NAME_CHARS) {
                    stepsPerLook = Math.max(stepsPerLook, name.length() / NAME_CHARS_PER_STEP);
                }
            }
        }
        return names;
    }

    @Override
    public @Nullable Object getArrayIndex(Object array, int index) {
        look();
        return array instanceof ListValue list ? list.items().get(index) : ((List<?>) array).get(index);
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still declares it
    public @Nullable Object getArrayIndex(Object array, int index, boolean unwrap) {
        return getArrayIndex(array, index);
    }

    @Override
    public void setArrayIndex(Object array, int index, @Nullable Object value) {
        look();
        if (array instanceof ListValue list) {
            if (++found > TemplateLimits.FOUND_VALUES) {
                throw new Halted("a JSONPath finds too many values");
            }
            if (index == list.size()) {
                list.items().add(value);
            } else {
                list.items().set(index, value);
            }
        }
    }

    @Override
    public @Nullable Object getMapValue(Object map, String key) {
        look();
        Map<Object, @Nullable Object> entries = ((MapValue) map).entries();
        @Nullable Object value = entries.get(key);
        return value == null && !entries.containsKey(key) ? UNDEFINED : value;
    }

    @Override
    public void setProperty(Object map, @Nullable Object key, @Nullable Object value) {
        look();
        if (map instanceof MapValue target && key != null) {
            target.entries().put(key, value);
        }
    }

    @Override
    public void removeProperty(Object map, Object key) {
        look();
    }

    @Override
    public @Nullable Object unwrap(@Nullable Object value) {
        return value;
    }
}
