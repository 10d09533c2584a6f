package dev.sluice.control.platform.patch;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation.Op;
import dev.sluice.control.platform.wire.WireObject;
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

    /** All keys, unescaped. */
    public List<String> keys() {
        return rawKeys.stream().map(PatchPath::unescape).toList();
    }

    /** The value whatever its length: a template, a policy, a schema. */
    public @Nullable String value() {
        return operation.value();
    }

    /** The value, or the empty text when there is none; refused when longer than any plain text may be. */
    public String text() {
        String value = operation.value();
        if (value != null && value.length() > WireObject.MAX_TEXT) {
            throw ProblemException.badRequest(
                    "The value for " + path() + " may have at most " + WireObject.MAX_TEXT + " characters");
        }
        return value == null ? "" : value;
    }

    /** The value, or null when it is missing or empty: how a member is cleared. */
    public @Nullable String textOrNull() {
        String text = text();
        return text.isEmpty() ? null : text;
    }

    /** management-api 15.5: every value but "true" is false. */
    public boolean flag() {
        return "true".equals(operation.value());
    }
}
