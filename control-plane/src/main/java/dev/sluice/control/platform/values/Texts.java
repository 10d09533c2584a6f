package dev.sluice.control.platform.values;

import dev.sluice.control.platform.errors.ProblemException;
import org.jspecify.annotations.Nullable;

/** Rules of texts that many features share. */
public final class Texts {
    private Texts() {}

    /** The text, where the empty one counts as none (management-api 4). */
    public static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /**
     * Refuses a text that is too long.
     *
     * @param what the refusal calls it, at the beginning of a sentence
     */
    public static void requireAtMost(int most, String what, @Nullable String text) {
        if (text != null && text.length() > most) {
            throw ProblemException.badRequest(what + " must have at most " + most + " characters");
        }
    }
}
