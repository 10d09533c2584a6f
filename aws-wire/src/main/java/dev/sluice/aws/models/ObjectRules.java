package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.patterns.EcmaPattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The keywords of objects that ask nothing of the members' values themselves. */
final class ObjectRules {
    private ObjectRules() {}

    private static List<String> missing(JsonNode object, List<String> names, Check check) {
        check.take(2L * names.size());
        return names.stream().filter(name -> !object.has(name)).toList();
    }

    private static boolean hasAll(JsonNode object, List<String> names, Check check) {
        check.take(2L * names.size());
        for (String name : names) {
            if (!object.has(name)) {
                return false;
            }
        }
        return true;
    }

    /** Keyword {@code required}; the names in order. */
    record Required(List<String> names) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return hasAll(node, names, check);
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "object has missing required properties (" + JsonText.of(missing(node, names, check)) + ")";
        }
    }

    /** Keyword {@code additionalProperties}, when it is false. */
    record NoOthers(Set<String> names, List<EcmaPattern> patterns) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (isOther(member.getKey(), check)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isOther(String name, Check check) {
            check.take(2);
            if (names.contains(name)) {
                return false;
            }
            for (EcmaPattern pattern : patterns) {
                if (pattern.finds(name, check.budget())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            check.take(16L * node.size());
            List<String> others =
                    Foremost.names(node, name -> isOther(name, check)).toList();
            return "object instance has properties which are not allowed by the schema: " + JsonText.of(others);
        }
    }

    /** Keyword {@code minProperties}. */
    record MinProperties(int least) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return node.size() >= least;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "object has too few properties (found " + node.size() + " but schema requires at least " + least
                    + ")";
        }
    }

    /** Keyword {@code maxProperties}. */
    record MaxProperties(int most) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return node.size() <= most;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "object has too many properties (found " + node.size() + " but schema requires at most " + most
                    + ")";
        }
    }

    /** Keyword {@code dependencies}, a name that needs other names. */
    record NeedsNames(String name, List<String> needed) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            check.take(2);
            return !node.has(name) || hasAll(node, needed, check);
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "property \"" + name + "\" of object has missing property dependencies (schema requires "
                    + JsonText.of(needed) + "; missing: " + JsonText.of(missing(node, needed, check)) + ")";
        }
    }

    /** Keyword {@code dependencies}, names that need the object to match a schema; what is wrong is that schema's. */
    record NeedsSchemas(SortedMap<String, Schema> needed) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            for (var each : needed.entrySet()) {
                check.take(2);
                if (node.has(each.getKey()) && !each.getValue().matches(node, check)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void report(JsonNode node, Check check, Findings findings) {
            needed.forEach((name, schema) -> {
                if (node.has(name)) {
                    schema.report(node, check, findings);
                }
            });
        }

        @Override
        public String finding(JsonNode node, Check check) {
            var findings = new Findings();
            report(node, check, findings);
            return findings.toString();
        }
    }
}
