package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.Decision;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;

/** What a caller is told whom no policy lets pass, in the newest texts of rest-api-runtime 3.6. Pure functions. */
final class Denials {
    static final String INVOKE = "execute-api:Invoke";
    static final String ANONYMOUS = "anonymous";
    static final Outcome TOO_LONG = new Outcome.Refuse(new Failure.MethodArnTooLong());

    private static final int ACCOUNT_SECTION = 4;
    private static final int SHOWN_DIGITS = 4;

    private Denials() {}

    /** The resource policy does not let a user pass. */
    static Outcome byResource(String user, String called, Decision decision) {
        return of(user, called, decision, "resource-based policy");
    }

    /** The policies of the user's own do not. */
    static Outcome byIdentity(String user, String called, Decision decision) {
        return of(user, called, decision, "identity-based policy");
    }

    /** The policy of the VPC endpoint that the call came through does not. */
    static Outcome byEndpoint(String user, String called, Decision decision) {
        return of(user, called, decision, "VPC endpoint policy");
    }

    /** The policy of the user's session does not. */
    static Outcome bySession(String user, String called, Decision decision) {
        return of(user, called, decision, "session policy");
    }

    private static Outcome of(String user, String called, Decision decision, String basis) {
        String cause = decision == Decision.EXPLICITLY_DENIED
                ? " with an explicit deny in " + (basis.startsWith("i") ? "an " : "a ") + basis
                : " because no " + basis + " allows the " + INVOKE + " action";
        return refuse("User: " + user + " is not authorized to perform: " + INVOKE + " on resource: " + masked(called)
                + cause);
    }

    static Outcome refuse(String message) {
        return new Outcome.Refuse(new Failure.AccessDenied(message));
    }

    /** The ARN with but the last digits of its account. */
    private static String masked(String arn) {
        int start = 0;
        for (int section = 0; section < ACCOUNT_SECTION; section++) {
            start = arn.indexOf(':', start) + 1;
        }
        int hidden = Math.max(0, arn.indexOf(':', start) - start - SHOWN_DIGITS);
        return arn.substring(0, start) + "*".repeat(hidden) + arn.substring(start + hidden);
    }
}
