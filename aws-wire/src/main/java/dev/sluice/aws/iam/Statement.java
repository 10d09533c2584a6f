package dev.sluice.aws.iam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy.
 *
 * @param sid its name within the policy, when it has one
 * @param actions patterns over actions, in lower case
 * @param allActionsBut true for NotAction
 * @param allResourcesBut true for NotResource
 * @param variables the keys of the policy variables of its resources and conditions, in lower case
 */
record Statement(
        @Nullable String sid,
        Effect effect,
        List<Glob> actions,
        boolean allActionsBut,
        List<ArnPattern> resources,
        boolean allResourcesBut,
        List<Condition> conditions,
        Set<String> variables) {
    Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
        variables = Set.copyOf(variables);
    }

    /** The condition keys that it asks about, by itself or in variables, in lower case. */
    Stream<String> keys() {
        Stream<String> asked = conditions.stream()
                .map(Condition::key)
                .flatMap(Optional::stream)
                .map(key -> key.toLowerCase(Locale.ROOT));
        return Stream.concat(asked, variables.stream());
    }

    /** Whether the rule applies; one that cannot be decided applies when it denies and does not when it allows. */
    boolean applies(AccessRequest request) {
        String action = request.action().toLowerCase(Locale.ROOT);
        if (actions.stream().anyMatch(glob -> glob.matches(action)) == allActionsBut) {
            return false;
        }
        if (namesResource(request) == allResourcesBut) {
            return false;
        }
        boolean decidable = true;
        for (Condition condition : conditions) {
            switch (condition.holds(request)) {
                case NO -> {
                    return false;
                }
                case UNKNOWN -> decidable = false;
                case YES -> {}
            }
        }
        return decidable || effect == Effect.DENY;
    }

    private boolean namesResource(AccessRequest request) {
        List<SearchedText> sections = ArnPattern.sections(request.resource());
        return resources.stream().anyMatch(pattern -> pattern.matches(sections, request));
    }
}
