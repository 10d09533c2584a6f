package dev.sluice.aws.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the Principal of a resource policy may name them.
 *
 * @param account twelve-digit id; null for a caller that nobody has authenticated
 * @param arns of the user, or of the role and its session; none for the same
 */
public record PolicyCaller(@Nullable String account, List<String> arns) {
    /** A caller that nobody has authenticated: named by {@code *} alone. */
    public static final PolicyCaller ANONYMOUS = new PolicyCaller(null, List.of());

    public PolicyCaller {
        arns = List.copyOf(arns);
    }

    /** A caller whose signature was verified. */
    public static PolicyCaller of(Identity identity) {
        return new PolicyCaller(identity.account(), identity.arns());
    }
}
