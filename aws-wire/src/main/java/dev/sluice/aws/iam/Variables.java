package dev.sluice.aws.iam;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policy variables of a statement.
 *
 * @param keys of all of them, in lower case
 * @param needed of those without a default: where a call lacks one, the statement does not apply
 */
record Variables(Set<String> keys, Set<String> needed) {
    Variables {
        keys = Set.copyOf(keys);
        needed = Set.copyOf(needed);
    }

    static Variables of(Collection<PolicyText.Variable> variables) {
        return new Variables(
                variables.stream().map(PolicyText.Variable::key).collect(Collectors.toSet()),
                variables.stream()
                        .filter(variable -> variable.usual() == null)
                        .map(PolicyText.Variable::key)
                        .collect(Collectors.toSet()));
    }

    /** Whether a call has what the statement needs. */
    boolean haveValues(AccessRequest request) {
        if (needed.isEmpty()) {
            return true;
        }
        for (String key : needed) {
            if (request.value(key) == null) {
                return false;
            }
        }
        return true;
    }
}
