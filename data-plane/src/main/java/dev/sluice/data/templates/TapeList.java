package dev.sluice.data.templates;

import dev.sluice.aws.json.TapeCursor;
import java.util.AbstractList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A look at an array of a tape. Looks at the same array show the same. Confined to one call. */
final class TapeList extends AbstractList<@Nullable Object> {
    private final TapeDocument document;
    private final int array;
    private final TapeCursor cursor;

    TapeList(TapeDocument document, int array) {
        this.document = document;
        this.array = array;
        this.cursor = new TapeCursor(document.tape(), array);
    }

    boolean isSame(TapeList other) {
        return document == other.document && array == other.array;
    }

    /** The same for all looks at the array. */
    int entry() {
        return array;
    }

    @Override
    public int size() {
        WrittenItems written = document.itemsOf(array);
        return written == null ? document.tape().count(array) : written.size();
    }

    @Override
    public @Nullable Object get(int index) {
        WrittenItems written = document.itemsOf(array);
        Objects.checkIndex(index, written == null ? document.tape().count(array) : written.size());
        if (written == null) {
            return document.element(cursor.entry(index));
        }
        int place = written.place(index);
        return place < 0 ? written.written(place) : document.element(place);
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object value) {
        Object before = get(index);
        document.writeItems(array).set(index, value);
        return before;
    }

    @Override
    public void add(int index, @Nullable Object value) {
        Objects.checkIndex(index, size() + 1);
        document.writeItems(array).add(index, value);
    }

    @Override
    public @Nullable Object remove(int index) {
        Object before = get(index);
        document.writeItems(array).remove(index);
        return before;
    }
}
