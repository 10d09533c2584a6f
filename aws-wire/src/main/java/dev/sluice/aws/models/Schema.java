package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;

/**
 * A compiled schema. Models may contain each other, so a schema is made first and filled later, before it is published;
 * after that it never changes.
 */
final class Schema {
    private static final Rule[] NO_RULES = {};

    private final Place place;
    private final EnumMap<Kind, Rule[]> rules = new EnumMap<>(Kind.class);
    private ObjectParts members = ObjectParts.NONE;
    private ArrayParts elements = ArrayParts.NONE;
    private List<Schema> alike = List.of();

    Schema(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** The rules for values of one type, in the order of their findings. */
    void rules(Kind kind, List<Rule> newRules) {
        rules.put(kind, newRules.toArray(Rule[]::new));
    }

    void members(ObjectParts newMembers) {
        members = newMembers;
    }

    void elements(ArrayParts newElements) {
        elements = newElements;
    }

    /** The schemas that judge the same value as this one. */
    void alike(List<Schema> newAlike) {
        alike = List.copyOf(newAlike);
    }

    List<Schema> alike() {
        return alike;
    }

    /** Whether a value matches; stops at the first thing that is wrong. */
    boolean matches(JsonNode node, Check check) {
        check.enter();
        Kind kind = Kind.of(node);
        boolean matches = holdAll(rules.getOrDefault(kind, NO_RULES), node, check)
                && switch (kind) {
                    case OBJECT -> members.match(node, check);
                    case ARRAY -> elements.match(node, check);
                    case BOOLEAN, INTEGER, NULL, NUMBER, STRING -> true;
                };
        check.leave();
        return matches;
    }

    private static boolean holdAll(Rule[] rules, JsonNode node, Check check) {
        for (Rule rule : rules) {
            if (!rule.holds(node, check)) {
                return false;
            }
        }
        return true;
    }

    /** Adds all that is wrong with a value; looks into it only while nothing was found wrong anywhere. */
    void report(JsonNode node, Check check, Findings findings) {
        if (findings.isFull()) {
            return;
        }
        check.enter();
        Kind kind = Kind.of(node);
        for (Rule rule : rules.getOrDefault(kind, NO_RULES)) {
            rule.report(node, check, findings);
        }
        if (findings.isEmpty()) {
            if (kind == Kind.OBJECT) {
                members.report(node, check, findings);
            } else if (kind == Kind.ARRAY) {
                elements.report(node, check, findings);
            }
        }
        check.leave();
    }
}
