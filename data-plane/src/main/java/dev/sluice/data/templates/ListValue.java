package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that a template may see. Null stands for JSON's null. Confined to one call.
 *
 * @param json whether it came from a document and so prints as JSON (mapping-templates 2.2)
 * @param writable whether it can be changed; ranges cannot
 */
record ListValue(List<@Nullable Object> items, boolean json, boolean writable) {
    static ListValue ofDocument() {
        return new ListValue(new ArrayList<>(), true, true);
    }

    static ListValue plain(List<@Nullable Object> items) {
        return new ListValue(items, false, true);
    }

    Object read(int index) {
        return Values.of(items.get(index));
    }

    int size() {
        return items.size();
    }

    /** Whether it is the same list; two looks at the same array of a tape are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (items instanceof TapeList mine
                        && other instanceof ListValue list
                        && list.items instanceof TapeList its
                        && mine.isSame(its));
    }

    @Override
    public int hashCode() {
        return items instanceof TapeList tape ? tape.entry() : System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "ListValue of " + items.size();
    }
}
