package dev.sluice.aws.models;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Refuses schemas that judge one value again and again without going into it: those that lead back to themselves, which
 * would never end, and those that branch or nest without measure. What grows with the body is left to the budget.
 */
final class Progress {
    private static final int MAX_NESTED = 200;
    private static final long MAX_JUDGED = 10_000;
    private static final long OPEN = -1;

    private final Map<Schema, Long> judged = new HashMap<>();

    private Progress() {}

    static void require(Collection<Schema> schemas) throws ModelRefused {
        var progress = new Progress();
        for (Schema schema : schemas) {
            progress.judged(schema, 1);
        }
    }

    /** How many schemas judge a value that this one judges. */
    private long judged(Schema schema, int nested) throws ModelRefused {
        Long known = judged.get(schema);
        if (known != null && known == OPEN) {
            throw schema.place().refused("leads back to itself without going into the value");
        }
        if (known != null) {
            return known;
        }
        if (nested > MAX_NESTED) {
            throw schema.place().refused("more than " + MAX_NESTED + " schemas around one value");
        }
        judged.put(schema, OPEN);
        long sum = 1;
        for (Schema each : schema.alike()) {
            sum += judged(each, nested + 1);
        }
        if (sum > MAX_JUDGED) {
            throw schema.place().refused("more than " + MAX_JUDGED + " schemas for one value");
        }
        judged.put(schema, sum);
        return sum;
    }
}
