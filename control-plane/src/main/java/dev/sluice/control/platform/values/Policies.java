package dev.sluice.control.platform.values;

import dev.sluice.control.platform.errors.ProblemException;

/** Resource policies as text: kept as sent, within the size that AWS allows, and a JSON object without repeated keys. */
public final class Policies {
    private static final int MAX_LENGTH = 8192;

    private Policies() {}

    /** The policy as sent, or a refusal. */
    public static String checked(String policy) {
        if (policy.length() > MAX_LENGTH || JsonTexts.object(policy).isEmpty()) {
            throw ProblemException.badRequest("Invalid policy document. Please check the policy syntax and ensure that"
                    + " Principals are valid.");
        }
        return policy;
    }
}
