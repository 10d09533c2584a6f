package dev.sluice.aws.iam;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the Principal of a resource policy may name them.
 *
 * @param account twelve-digit id; null for a caller that nobody has authenticated
 * @param arn of the user or role; null for the same
 */
public record PolicyCaller(
        @Nullable String account, @Nullable String arn) {
    /** A caller that nobody has authenticated: named by {@code *} alone. */
    public static final PolicyCaller ANONYMOUS = new PolicyCaller(null, null);

    /** A caller whose signature was verified. */
    public static PolicyCaller of(String account, String arn) {
        return new PolicyCaller(account, arn);
    }
}
