package dev.sluice.data.templates;

import org.jspecify.annotations.Nullable;

/** {@code $foreach}: where its loop stands. Confined to one call. */
final class ForeachValue implements HostValue {
    private final @Nullable Object parent;
    private int index;
    private boolean hasNext;

    ForeachValue(@Nullable Object parent) {
        this.parent = parent;
    }

    void turn(int nextIndex, boolean another) {
        index = nextIndex;
        hasNext = another;
    }

    @Override
    public Object property(String name, Rendering rendering) {
        return switch (name) {
            case "index" -> index;
            case "count" -> index + 1;
            case "hasNext" -> hasNext;
            case "first" -> index == 0;
            case "last" -> !hasNext;
            case "parent" -> parent instanceof ForeachValue outer ? outer : Empty.EMPTY;
            default -> Empty.EMPTY;
        };
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        if (arguments.length > 0) {
            return Empty.EMPTY;
        }
        return switch (name) {
            case "getIndex" -> property("index", rendering);
            case "getCount" -> property("count", rendering);
            case "hasNext", "getHasNext" -> hasNext;
            case "isFirst", "getFirst" -> property("first", rendering);
            case "isLast", "getLast" -> property("last", rendering);
            case "getParent" -> property("parent", rendering);
            default -> Empty.EMPTY;
        };
    }
}
