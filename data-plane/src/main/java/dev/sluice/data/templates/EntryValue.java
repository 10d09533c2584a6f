package dev.sluice.data.templates;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a map; printed as {@code key=value}. */
record EntryValue(Object key, @Nullable Object value) implements HostValue {
    static EntryValue of(Map.Entry<Object, @Nullable Object> entry) {
        return new EntryValue(entry.getKey(), entry.getValue());
    }

    @Override
    public Object property(String name, Rendering rendering) {
        return switch (name) {
            case "key" -> Values.of(key);
            case "value" -> Values.of(value);
            default -> Empty.EMPTY;
        };
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        if (arguments.length > 0) {
            return Empty.EMPTY;
        }
        return switch (name) {
            case "getKey" -> Values.of(key);
            case "getValue" -> Values.of(value);
            default -> Empty.EMPTY;
        };
    }
}
