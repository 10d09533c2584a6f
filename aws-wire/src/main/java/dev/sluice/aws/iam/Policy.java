package dev.sluice.aws.iam;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An identity policy, checked and compiled: what the principal it belongs to may do. Immutable; asking it allocates
 * little and never fails.
 */
public final class Policy {
    /** Longest document, in characters. */
    public static final int MAX_CHARACTERS = 8_192;

    private static final String NOTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    private final List<Statement> statements;
    private final Set<String> conditionKeys;
    private final Set<String> variables;

    Policy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
        this.conditionKeys = sorted(statements.stream().flatMap(Statement::keys));
        this.variables = sorted(statements.stream().flatMap(statement -> statement.variables().stream()));
    }

    private static Set<String> sorted(Stream<String> keys) {
        return keys.collect(
                Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));
    }

    /** Reads a policy document (JSON). */
    public static Policy parse(String document) throws MalformedPolicy {
        return PolicyReader.read(document);
    }

    /** The policy that denies everything, in place of one that cannot be read. */
    public static Policy nothing() {
        try {
            return parse(NOTHING);
        } catch (MalformedPolicy impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The condition keys that its statements ask about, in lower case. */
    public Set<String> conditionKeys() {
        return conditionKeys;
    }

    /** The keys of its policy variables, in lower case. */
    public Set<String> variables() {
        return variables;
    }

    /** What this policy alone says. */
    public Decision decide(AccessRequest request) {
        return decide(List.of(this), request);
    }

    /** What the policies of a principal say together: any Deny wins, else any Allow, else nothing is allowed. */
    public static Decision decide(List<Policy> policies, AccessRequest request) {
        Decision decision = Decision.IMPLICITLY_DENIED;
        for (Policy policy : policies) {
            for (Statement statement : policy.statements) {
                if (statement.applies(request)) {
                    if (statement.effect() == Effect.DENY) {
                        return Decision.EXPLICITLY_DENIED;
                    }
                    decision = Decision.ALLOWED;
                }
            }
        }
        return decision;
    }
}
