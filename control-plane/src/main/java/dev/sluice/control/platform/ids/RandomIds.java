package dev.sluice.control.platform.ids;

import dev.sluice.contracts.keys.RandomText;
import java.util.regex.Pattern;

/** Ids of what tenants make: ten characters of [a-z0-9], more than 51 random bits (security-requirements 4). */
public final class RandomIds {
    private static final RandomText RANDOM = new RandomText();
    private static final int LENGTH = 10;
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private RandomIds() {}

    public static String next() {
        return RANDOM.next(RandomText.LOWER_ALPHANUMERIC, LENGTH);
    }

    /** Whether a text from a path could name anything; what could not is answered like a missing thing. */
    public static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }
}
