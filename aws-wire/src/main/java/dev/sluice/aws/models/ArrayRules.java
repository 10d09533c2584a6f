package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The keywords of arrays that ask nothing of the elements themselves. */
final class ArrayRules {
    private ArrayRules() {}

    /** Keyword {@code additionalItems}, when it is false beside a list of {@code items}. */
    record NoMoreThanTuple(int most) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return node.size() <= most;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "schema only allows " + most + " elements in array but instance has " + node.size() + " elements";
        }
    }

    /** Keyword {@code minItems}. */
    record MinItems(int least) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return node.size() >= least;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "array is too short: must have at least " + least + " elements but instance has " + node.size()
                    + " elements";
        }
    }

    /** Keyword {@code maxItems}. */
    record MaxItems(int most) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return node.size() <= most;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "array is too long: must have at most " + most + " elements but instance has " + node.size()
                    + " elements";
        }
    }

    /**
     * Keyword {@code uniqueItems}: a set of texts, so that its work grows with the array's size and no faster. Of a longer array
     * only numbers of 64 bits are kept that stand for its texts, a tenth of the memory; that two texts have the same one is as
     * likely as that the machine errs.
     */
    record UniqueItems() implements Rule {
        private static final int STEPS_PER_ELEMENT = 20;
        private static final int MOST_TEXTS = 10_000;

        @Override
        public boolean holds(JsonNode node, Check check) {
            Set<String> seen = new HashSet<>();
            int texts = Math.min(MOST_TEXTS, node.size());
            for (int index = 0; index < texts; index++) {
                if (!seen.add(text(node, index, check))) {
                    return false;
                }
            }
            return texts == node.size() || areDifferent(numbers(node, check));
        }

        private static String text(JsonNode array, int index, Check check) {
            check.take(STEPS_PER_ELEMENT);
            return JsonText.canonical(array.get(index), check);
        }

        private static long[] numbers(JsonNode array, Check check) {
            long[] numbers = new long[array.size()];
            for (int index = 0; index < numbers.length; index++) {
                numbers[index] = number(text(array, index, check));
            }
            Arrays.sort(numbers);
            return numbers;
        }

        /** FNV-1a, and the last step of MurmurHash3. */
        private static long number(String text) {
            long number = 0xcbf29ce484222325L;
            for (int index = 0; index < text.length(); index++) {
                number = (number ^ text.charAt(index)) * 0x100000001b3L;
            }
            number = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
            return number ^ (number >>> 33);
        }

        private static boolean areDifferent(long[] sorted) {
            for (int index = 1; index < sorted.length; index++) {
                if (sorted[index] == sorted[index - 1]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "array must not contain duplicate elements";
        }
    }
}
