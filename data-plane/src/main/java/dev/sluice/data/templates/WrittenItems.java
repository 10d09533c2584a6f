package dev.sluice.data.templates;

import dev.sluice.aws.json.JsonTape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an array of a tape that a template has written into: where each stands, as an entry of the tape or, when
 * it is negative, among the values that were written. Confined to one call.
 */
final class WrittenItems {
    private static final int FREE = 16;
    private static final int GROWTH = 8;

    private final List<@Nullable Object> values = new ArrayList<>();
    private int[] places;
    private int size;

    private WrittenItems(int[] places, int size) {
        this.places = places;
        this.size = size;
    }

    static WrittenItems of(JsonTape tape, int array) {
        int[] places = new int[tape.count(array) + FREE];
        int size = 0;
        for (int entry = tape.first(array); entry != JsonTape.NONE; entry = tape.next(array, entry)) {
            places[size++] = entry;
        }
        return new WrittenItems(places, size);
    }

    int size() {
        return size;
    }

    /** The element's entry of the tape, or a negative number for one that was written. */
    int place(int index) {
        return places[index];
    }

    @Nullable
    Object written(int place) {
        return values.get(~place);
    }

    void set(int index, @Nullable Object value) {
        if (places[index] < 0) {
            values.set(~places[index], value);
        } else {
            places[index] = keep(value);
        }
    }

    private int keep(@Nullable Object value) {
        values.add(value);
        return ~(values.size() - 1);
    }

    void add(int index, @Nullable Object value) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size + size / GROWTH + FREE);
        }
        System.arraycopy(places, index, places, index + 1, size - index);
        places[index] = keep(value);
        size++;
    }

    void remove(int index) {
        size--;
        System.arraycopy(places, index + 1, places, index, size - index);
    }
}
