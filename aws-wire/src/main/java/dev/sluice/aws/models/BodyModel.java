package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.patterns.BudgetSpent;
import dev.sluice.aws.patterns.StepBudget;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A model, compiled to judge bodies (rest-api-runtime 6.2). The work for one body is bounded, whatever the model's owner
 * and the caller wrote: in proportion to its length, and below 20 ms of CPU up to {@link #QUICK_BYTES}. Immutable.
 */
public final class BodyModel {
    /** Bodies up to this size may be judged on an event loop. */
    public static final int QUICK_BYTES = 128 * 1024;

    /** observability 3: what is told of a body that is empty or no JSON. */
    private static final String UNREADABLE = "[Unknown error parsing request body]";

    private static final String TOO_MUCH = "[judging the request body takes too many steps]";
    private static final long STEPS = 500_000;
    private static final long STEPS_PER_BYTE = 8;

    /** A larger body is not made a tree of, which would take up to thirty times its length. */
    private static final int TREE_BYTES = 64 * 1024;

    /** The toll of a tape is in steps of some 20 ns. */
    private static final int STEPS_PER_TOLL = 4;

    private final Schema schema;

    BodyModel(Schema schema) {
        this.schema = schema;
    }

    /**
     * Judges a body, as text: bytes that are no UTF-8 count as U+FFFD (rest-api-runtime 12).
     *
     * @return {@code $context.error.validationErrorString}; null when the body matches
     */
    public @Nullable String findings(byte[] body) {
        JsonNode value = read(body);
        if (value == null) {
            return UNREADABLE;
        }
        var findings = new Findings();
        try {
            if (schema.matches(value, check(body))) {
                return null;
            }
            schema.report(value, check(body), findings);
        } catch (BudgetSpent _) {
            return findings.isEmpty() ? TOO_MUCH : findings.toString();
        }
        return findings.toString();
    }

    private static @Nullable JsonNode read(byte[] body) {
        if (body.length <= TREE_BYTES) {
            return StrictJson.read(new String(body, StandardCharsets.UTF_8));
        }
        StepBudget looks = budget(body);
        return StrictJson.read(body, toll -> looks.take((long) STEPS_PER_TOLL * toll));
    }

    private static Check check(byte[] body) {
        return new Check(budget(body));
    }

    private static StepBudget budget(byte[] body) {
        return new StepBudget(STEPS + STEPS_PER_BYTE * body.length);
    }
}
