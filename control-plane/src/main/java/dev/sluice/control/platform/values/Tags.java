package dev.sluice.control.platform.values;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Map;

/** Tags of any taggable thing (management-api 9): at most 50, keys of 1 to 128 and values of up to 256 characters. */
public final class Tags {
    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Tags() {}

    /** A copy of the tags, or a refusal that names the rule. */
    public static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw ProblemException.badRequest("A resource cannot have more than 50 tags");
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > MAX_KEY || key.startsWith("aws:")) {
                throw ProblemException.badRequest(
                        "Invalid tag key: a key has 1 to 128 characters and does not start with aws:");
            }
            if (value.length() > MAX_VALUE) {
                throw ProblemException.badRequest("Invalid tag value: a value has at most 256 characters");
            }
        });
        return Copies.of(tags);
    }
}
