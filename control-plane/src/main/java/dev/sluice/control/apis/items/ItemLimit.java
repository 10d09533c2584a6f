package dev.sluice.control.apis.items;

import dev.sluice.control.platform.errors.ProblemException;

/** How many models and how many request validators an API may have, however they come. */
public final class ItemLimit {
    /** Far beyond what APIs of 300 resources have, and what one import may write. */
    private static final long MAX_PER_API = 2000;

    private ItemLimit() {}

    /**
     * Refuses one more.
     *
     * @param present how many there are
     * @param items what they are called
     */
    public static void requireRoom(long present, String items) {
        if (present >= MAX_PER_API) {
            throw ProblemException.limitExceeded(
                    "Maximum number of " + items + " for this API has been reached: " + MAX_PER_API);
        }
    }
}
