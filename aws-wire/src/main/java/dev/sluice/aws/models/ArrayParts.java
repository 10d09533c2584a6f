package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas judge the elements of an array.
 *
 * @param tuple those of the first elements
 * @param rest that of all others; null: nothing is asked of them
 */
record ArrayParts(List<Schema> tuple, @Nullable Schema rest) {
    static final ArrayParts NONE = new ArrayParts(List.of(), null);

    ArrayParts {
        tuple = List.copyOf(tuple);
    }

    boolean match(JsonNode array, Check check) {
        int size = rest == null ? Math.min(array.size(), tuple.size()) : array.size();
        for (int index = 0; index < size; index++) {
            Schema schema = at(index);
            if (schema != null && !schema.matches(array.get(index), check)) {
                return false;
            }
        }
        return true;
    }

    void report(JsonNode array, Check check, Findings findings) {
        for (int index = 0; index < array.size(); index++) {
            Schema schema = at(index);
            if (schema != null) {
                schema.report(array.get(index), check, findings);
            }
        }
    }

    private @Nullable Schema at(int index) {
        return index < tuple.size() ? tuple.get(index) : rest;
    }
}
