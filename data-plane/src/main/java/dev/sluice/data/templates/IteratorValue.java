package dev.sluice.data.templates;

import java.util.ArrayList;

/** What {@code $list.iterator()} answers. Confined to one call. */
final class IteratorValue implements HostValue {
    private final ListValue list;
    private int next;

    IteratorValue(ListValue list) {
        this.list = list;
    }

    ListValue rest(Rendering rendering) {
        rendering.budget.charge(list.size());
        ListValue rest =
                ListValue.plain(new ArrayList<>(list.items().subList(Math.min(next, list.size()), list.size())));
        next = list.size();
        return rest;
    }

    @Override
    public Object property(String name, Rendering rendering) {
        return Empty.EMPTY;
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        if (arguments.length > 0) {
            return Empty.EMPTY;
        }
        return switch (name) {
            case "hasNext" -> next < list.size();
            case "next" -> next < list.size() ? list.read(next++) : Empty.EMPTY;
            default -> Empty.EMPTY;
        };
    }
}
