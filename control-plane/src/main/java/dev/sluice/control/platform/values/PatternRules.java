package dev.sluice.control.platform.values;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a regular expression that owners write has to be, so that a node can take it. It is never run here. */
public final class PatternRules {
    private static final int MAX_LENGTH = 4096;

    private PatternRules() {}

    /** What is wrong with a pattern; empty for nothing. */
    public static Optional<String> fault(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return Optional.of("A pattern must have at most " + MAX_LENGTH + " characters");
        }
        return isWellFormed(pattern) ? Optional.empty() : Optional.of("Invalid pattern specified: " + pattern);
    }

    private static boolean isWellFormed(String pattern) {
        try {
            return Pattern.compile(pattern).pattern().equals(pattern);
        } catch (PatternSyntaxException | StackOverflowError _) {
            // Groups in each other, as many as a pattern of this length can hold, are too deep for some stacks.
            return false;
        }
    }
}
