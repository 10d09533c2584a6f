package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Keyword {@code uniqueItems}: a set of texts, so that its work grows with the array's size and no faster. */
    record UniqueItems() implements Rule {
        private static final int STEPS_PER_ELEMENT = 20;

        @Override
        public boolean holds(JsonNode node, Check check) {
            Set<String> seen = new HashSet<>();
            for (int index = 0; index < node.size(); index++) {
                check.take(STEPS_PER_ELEMENT);
                if (!seen.add(JsonText.canonical(node.get(index), check))) {
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
