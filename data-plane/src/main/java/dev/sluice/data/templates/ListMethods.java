package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of a list (mapping-templates 4). A place out of range halts, unlike {@code $list[9]}. */
final class ListMethods {
    private ListMethods() {}

    static Object call(ListValue list, String name, Object[] arguments, Rendering rendering) {
        return switch (arguments.length) {
            case 0 -> plain(list, name);
            case 1 -> withOne(list, name, arguments[0], rendering.budget);
            case 2 ->
                arguments[0] instanceof Integer place
                        ? withTwo(list, name, place, arguments[1], rendering.budget)
                        : Empty.EMPTY;
            default -> Empty.EMPTY;
        };
    }

    private static Object plain(ListValue list, String name) {
        return switch (name) {
            case "size" -> list.size();
            case "isEmpty" -> list.size() == 0;
            case "iterator" -> new IteratorValue(list);
            default -> Empty.EMPTY;
        };
    }

    private static Object withOne(ListValue list, String name, Object argument, Budget budget) {
        return switch (name) {
            case "get" -> argument instanceof Integer place ? list.read(place) : Empty.EMPTY;
            case "contains" -> indexOf(list, argument, budget) >= 0;
            case "indexOf" -> indexOf(list, argument, budget);
            case "add" -> {
                budget.put(argument);
                yield list.writable() ? list.items().add(argument) : Empty.EMPTY;
            }
            case "addAll" ->
                list.writable() && argument instanceof ListValue other ? addAll(list, other, budget) : Empty.EMPTY;
            case "remove" -> list.writable() ? remove(list, argument, budget) : Empty.EMPTY;
            default -> Empty.EMPTY;
        };
    }

    private static Object addAll(ListValue list, ListValue other, Budget budget) {
        budget.charge(other.size());
        other.items().forEach(budget::put);
        return list.items().addAll(new ArrayList<>(other.items()));
    }

    private static Object remove(ListValue list, Object argument, Budget budget) {
        budget.copied(list.size());
        if (argument instanceof Integer place) {
            return Values.of(list.items().remove((int) place));
        }
        int found = indexOf(list, argument, budget);
        if (found >= 0) {
            list.items().remove(found);
        }
        return found >= 0;
    }

    static int indexOf(ListValue list, Object sought, Budget budget) {
        for (int index = 0; index < list.size(); index++) {
            budget.charge(1);
            if (isSame(list.read(index), sought, budget)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isSame(Object item, Object sought, Budget budget) {
        return item.getClass() == sought.getClass() && Comparing.areEqual(item, sought, budget);
    }

    private static Object withTwo(ListValue list, String name, int place, Object argument, Budget budget) {
        return switch (name) {
            case "set" -> {
                budget.put(argument);
                yield list.writable() ? Values.of(list.items().set(place, argument)) : Empty.EMPTY;
            }
            case "add" -> {
                if (list.writable()) {
                    budget.copied(list.size());
                    budget.put(argument);
                    list.items().add(place, argument);
                }
                yield Empty.EMPTY;
            }
            case "subList" -> argument instanceof Integer end ? subList(list, place, end, budget) : Empty.EMPTY;
            default -> Empty.EMPTY;
        };
    }

    private static ListValue subList(ListValue list, int from, int end, Budget budget) {
        if (from > end) {
            throw new IndexOutOfBoundsException(from);
        }
        budget.charge(end - from);
        List<@Nullable Object> part = new ArrayList<>(list.items().subList(from, end));
        return new ListValue(part, list.json(), true);
    }
}
