package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of a map (mapping-templates 4). Sets and views are lists of what is there now. */
final class MapMethods {
    private MapMethods() {}

    static Object call(MapValue map, String name, Object[] arguments, Rendering rendering) {
        return switch (arguments.length) {
            case 0 -> plain(map, name, rendering.budget);
            case 1 -> withOne(map, name, arguments[0], rendering.budget);
            case 2 -> withTwo(map, name, arguments, rendering.budget);
            default -> Empty.EMPTY;
        };
    }

    private static Object plain(MapValue map, String name, Budget budget) {
        return switch (name) {
            case "size" -> map.entries().size();
            case "isEmpty" -> map.entries().isEmpty();
            case "keySet" -> snapshot(map.entries().keySet(), map, budget);
            case "values" -> snapshot(map.entries().values(), map, budget);
            case "entrySet" ->
                snapshot(map.entries().entrySet().stream().map(EntryValue::of).toList(), map, budget);
            default -> Empty.EMPTY;
        };
    }

    private static ListValue snapshot(Iterable<? extends @Nullable Object> members, MapValue map, Budget budget) {
        budget.charge(map.entries().size());
        List<@Nullable Object> items = new ArrayList<>(map.entries().size());
        members.forEach(items::add);
        return ListValue.plain(items);
    }

    private static Object withOne(MapValue map, String name, Object argument, Budget budget) {
        return switch (name) {
            case "get" -> map.read(Values.key(argument, budget));
            case "containsKey" -> map.has(Values.key(argument, budget));
            case "containsValue" ->
                ListMethods.indexOf(snapshot(map.entries().values(), map, budget), argument, budget) >= 0;
            case "remove" ->
                map.writable() ? Values.of(map.entries().remove(Values.key(argument, budget))) : Empty.EMPTY;
            case "putAll" -> argument instanceof MapValue other ? putAll(map, other, budget) : Empty.EMPTY;
            default -> Empty.EMPTY;
        };
    }

    private static Object putAll(MapValue map, MapValue other, Budget budget) {
        if (!map.equals(other)) {
            for (Map.Entry<Object, @Nullable Object> entry : other.entries().entrySet()) {
                map.write(entry.getKey(), entry.getValue(), budget);
            }
        }
        return Empty.EMPTY;
    }

    private static Object withTwo(MapValue map, String name, Object[] arguments, Budget budget) {
        Object key = Values.key(arguments[0], budget);
        return switch (name) {
            case "put" -> map.write(key, arguments[1], budget);
            case "getOrDefault" -> map.has(key) ? map.read(key) : arguments[1];
            case "putIfAbsent" -> map.read(key) == Empty.EMPTY ? map.write(key, arguments[1], budget) : map.read(key);
            default -> Empty.EMPTY;
        };
    }
}
