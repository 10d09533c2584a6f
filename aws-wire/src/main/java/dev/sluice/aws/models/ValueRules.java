package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keywords of values of every type. */
final class ValueRules {
    private ValueRules() {}

    /** Keyword {@code type}, for values of a type that is not among the allowed. */
    record WrongType(Kind found, List<String> allowed) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return false;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "instance type (" + found.word() + ") does not match any allowed primitive type (allowed: "
                    + JsonText.of(allowed) + ")";
        }
    }

    /** Keyword {@code enum}. */
    static final class OneOfValues implements Rule {
        private final Set<String> texts = new HashSet<>();
        private final Set<String> others = new HashSet<>();
        private final String shown;

        OneOfValues(JsonNode values, Check check) {
            values.forEach(value -> {
                if (value.isTextual()) {
                    texts.add(value.textValue());
                } else {
                    others.add(JsonText.canonical(value, check));
                }
            });
            shown = JsonText.of(values);
        }

        @Override
        public boolean holds(JsonNode node, Check check) {
            check.take(2);
            if (node.isTextual()) {
                return texts.contains(node.textValue());
            }
            return !others.isEmpty() && others.contains(JsonText.canonical(node, check));
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "instance value (" + JsonText.of(node) + ") not found in enum (possible values: " + shown + ")";
        }
    }

    private static int matched(List<Schema> schemas, JsonNode node, Check check) {
        int matched = 0;
        for (Schema schema : schemas) {
            matched += schema.matches(node, check) ? 1 : 0;
        }
        return matched;
    }

    /** Keyword {@code allOf}. */
    record AllOf(List<Schema> schemas) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            for (Schema schema : schemas) {
                if (!schema.matches(node, check)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "instance failed to match all required schemas (matched only " + matched(schemas, node, check)
                    + " out of " + schemas.size() + ")";
        }
    }

    /** Keyword {@code anyOf}. */
    record AnyOf(List<Schema> schemas) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            for (Schema schema : schemas) {
                if (schema.matches(node, check)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "instance failed to match at least one required schema among " + schemas.size();
        }
    }

    /** Keyword {@code oneOf}. */
    record OneOf(List<Schema> schemas) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return matched(schemas, node, check) == 1;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "instance failed to match exactly one schema (matched " + matched(schemas, node, check) + " out of "
                    + schemas.size() + ")";
        }
    }

    /** Keyword {@code not}. */
    record Not(Schema schema) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return !schema.matches(node, check);
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "instance matched a schema which it should not have";
        }
    }
}
