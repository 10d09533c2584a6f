package dev.sluice.control.platform.patch;

import dev.sluice.control.platform.patch.PatchOperation.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patch operation whose path was found in the table.
 *
 * @param rawKeys the tokens that the pattern's keys stood for, still escaped
 */
public record Patch(PatchOperation operation, List<String> rawKeys) {
    public Patch {
        rawKeys = List.copyOf(rawKeys);
    }

    public Op op() {
        return operation.op();
    }

    /** The path as sent. */
    public String path() {
        return String.valueOf(operation.path());
    }

    /** The first key, unescaped. */
    public String key() {
        return PatchPath.unescape(rawKeys.getFirst());
    }

    public @Nullable String value() {
        return operation.value();
    }

    /** The value, or the empty text when there is none. */
    public String text() {
        String value = operation.value();
        return value == null ? "" : value;
    }

    /** The value, or null when it is missing or empty: how a member is cleared. */
    public @Nullable String textOrNull() {
        String value = operation.value();
        return value == null || value.isEmpty() ? null : value;
    }

    /** management-api 15.5: every value but "true" is false. */
    public boolean flag() {
        return "true".equals(operation.value());
    }
}
