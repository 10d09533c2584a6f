package dev.sluice.control.roles;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.iam.TrustPolicy;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.permissions.ConditionKeys;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a tenant says of a role.
 *
 * @param trustPolicy who may assume it, as a document
 * @param policies what its sessions may do: documents by their names
 * @param maxSessionSeconds how long a session may last
 */
public record RoleSettings(String trustPolicy, Map<String, String> policies, int maxSessionSeconds) {
    /** How long a session may last when nothing is said, in seconds. */
    public static final int USUAL_SESSION_SECONDS = 3_600;

    private static final int LONGEST_SESSION_SECONDS = 43_200;
    private static final int MAX_POLICIES = 10;

    /** All inline policies of a role together, as AWS has it. */
    private static final int MAX_POLICY_CHARACTERS = 10_240;

    private static final Pattern POLICY_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

    public RoleSettings {
        policies = Map.copyOf(policies);
    }

    /** Refuses what could not be kept. */
    void check() {
        require(
                maxSessionSeconds >= USUAL_SESSION_SECONDS && maxSessionSeconds <= LONGEST_SESSION_SECONDS,
                "Invalid maxSessionDuration specified, must be between " + USUAL_SESSION_SECONDS + " and "
                        + LONGEST_SESSION_SECONDS);
        require(policies.size() <= MAX_POLICIES, "A role has at most " + MAX_POLICIES + " policies");
        require(
                policies.values().stream().mapToInt(String::length).sum() <= MAX_POLICY_CHARACTERS,
                "The policies of a role have at most " + MAX_POLICY_CHARACTERS + " characters together");
        require(
                policies.keySet().stream()
                        .allMatch(name -> POLICY_NAME.matcher(name).matches()),
                "Invalid policy name specified, must match " + POLICY_NAME.pattern());
        try {
            ConditionKeys.requireKnown(TrustPolicy.parse(trustPolicy));
            for (String document : policies.values()) {
                ConditionKeys.requireKnown(Policy.parse(document));
            }
        } catch (MalformedPolicy malformed) {
            throw ProblemException.badRequest("Invalid policy document: " + malformed.reason());
        }
    }

    private static void require(boolean holds, String refusal) {
        if (!holds) {
            throw ProblemException.badRequest(refusal);
        }
    }
}
