package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;

/** The keywords of numbers. */
final class NumberRules {
    private static final int STEPS_OF_LONG_NUMBERS = 200;
    private static final int STEPS_OF_POWERS = 4_000;

    private NumberRules() {}

    private static void takeFor(JsonNode node, JsonNode bound, int steps, Check check) {
        check.take(Decimals.isLong(node) && Decimals.isLong(bound) ? 1 : steps);
    }

    /** Keyword {@code minimum}, or {@code maximum} with its sense turned round. */
    record Bound(JsonNode bound, boolean lower, boolean exclusive) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            int beyond = beyond(node, check);
            return exclusive ? beyond < 0 : beyond <= 0;
        }

        /** Positive when the number is beyond the bound, zero when it is the bound. */
        private int beyond(JsonNode node, Check check) {
            takeFor(node, bound, STEPS_OF_LONG_NUMBERS, check);
            int sign = Decimals.compare(node, bound);
            return lower ? -sign : sign;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            String name = lower ? "minimum" : "maximum";
            if (beyond(node, check) == 0) {
                return "numeric instance is not strictly " + (lower ? "greater" : "lower") + " than the required "
                        + name + " " + JsonText.of(bound);
            }
            return "numeric instance is " + (lower ? "lower" : "greater") + " than the required " + name + " (" + name
                    + ": " + JsonText.of(bound) + ", found: " + JsonText.of(node) + ")";
        }
    }

    /** Keyword {@code multipleOf}. */
    record MultipleOf(JsonNode divisor) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            takeFor(node, divisor, STEPS_OF_POWERS, check);
            return Decimals.isMultiple(node, divisor);
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "remainder of division is not zero (" + JsonText.of(node) + " / " + JsonText.of(divisor) + ")";
        }
    }
}
