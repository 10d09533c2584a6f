package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;

/** What one keyword asks of a value of a type that it speaks of. Immutable. */
interface Rule {
    boolean holds(JsonNode node, Check check);

    /** What is wrong with a value for which the rule does not hold. */
    String finding(JsonNode node, Check check);

    /** Adds what is wrong with a value, if anything is. */
    default void report(JsonNode node, Check check, Findings findings) {
        if (!holds(node, check)) {
            findings.add(finding(node, check));
        }
    }
}
