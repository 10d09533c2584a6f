package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Headers;
import java.util.List;

/** Header fields that a template has set. A name or value that no header may hold is left out. Pure functions. */
final class OverriddenFields {
    private static final String SEPARATORS = "!#$%&'*+-.^_`|~";

    private OverriddenFields() {}

    /** Replaces the fields of that name, in any case, by one for each value. */
    static void put(Headers out, String name, List<String> values) {
        if (isToken(name)) {
            out.remove(name);
            add(out, name, values);
        }
    }

    /** Adds one field for each value. */
    static void add(Headers out, String name, List<String> values) {
        for (String value : values) {
            String bytes = ByteText.headerValue(ByteText.utf8(value));
            if (bytes != null && isToken(name)) {
                out.add(name, bytes);
            }
        }
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(OverriddenFields::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || SEPARATORS.indexOf(character) >= 0;
    }
}
