package dev.sluice.control.apis.integrations;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a payload is turned to binary or to text on its way. */
final class ContentHandling {
    private static final Set<String> VALUES = Set.of("CONVERT_TO_BINARY", "CONVERT_TO_TEXT");

    private ContentHandling() {}

    /** The value of a patch; an empty one clears the member. */
    static @Nullable String checked(Patch patch) {
        String value = patch.textOrNull();
        if (value != null && !VALUES.contains(value)) {
            throw ProblemException.badRequest(
                    "Invalid contentHandling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT");
        }
        return value;
    }
}
