package dev.sluice.control.platform.patch;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code patchOperations}.
 *
 * @param path JSON pointer into the object; refused by the object's own words when missing
 * @param value always a text, numbers and booleans included
 * @param from source path of a copy
 */
public record PatchOperation(
        Op op,
        @Nullable String path,
        @Nullable String value,
        @Nullable String from) {
    /** The six words of JSON Patch. {@code move} and {@code test} are words of the wire that no object supports. */
    public enum Op {
        ADD,
        REMOVE,
        REPLACE,
        COPY,
        MOVE,
        TEST;

        /** The word as the wire has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MAX_OPERATIONS = 1000;
    private static final int MAX_PATH = 2048;
    private static final Rule OP = Rule.oneOf("add", "remove", "move", "test", "replace", "copy");

    /** Reads the operations of an Update call; none is legal and changes nothing. */
    public static List<PatchOperation> read(WireInput input) {
        List<Draft> drafts =
                input.body().objects("patchOperations").stream().map(Draft::of).toList();
        input.check();
        requireBounds(drafts);
        return drafts.stream().map(Draft::build).toList();
    }

    private static void requireBounds(List<Draft> drafts) {
        if (drafts.size() > MAX_OPERATIONS) {
            throw ProblemException.badRequest("A call may hold at most " + MAX_OPERATIONS + " patch operations");
        }
        if (drafts.stream()
                .anyMatch(draft -> draft.path() != null && draft.path().length() > MAX_PATH)) {
            throw ProblemException.badRequest("A patch path may have at most " + MAX_PATH + " characters");
        }
    }

    /** What was sent, before the framework's checks have passed. */
    private record Draft(
            String op,
            @Nullable String path,
            @Nullable String value,
            @Nullable String from) {
        static Draft of(WireObject object) {
            return new Draft(
                    object.requiredText("op", OP),
                    object.longText("path"),
                    object.longText("value"),
                    object.text("from"));
        }

        PatchOperation build() {
            return new PatchOperation(Op.valueOf(op.toUpperCase(Locale.ROOT)), path, value, from);
        }
    }
}
