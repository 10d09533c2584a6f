package dev.sluice.control.roles;

import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.tenants.Suspensions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Gives users temporary credentials of their own, which may what the access key may that asked, and end with it. Every
 * user may ask; no policy is about that, as on AWS.
 */
@Singleton
public class UserSessions {
    private static final String OPERATION = "getSessionToken";

    private final Sessions sessions;
    private final Suspensions suspensions;
    private final AuditedTransaction transaction;

    UserSessions(Sessions sessions, Suspensions suspensions, AuditedTransaction transaction) {
        this.sessions = sessions;
        this.suspensions = suspensions;
        this.transaction = transaction;
    }

    /** The credentials of a new session. Refuses in the words of AWS; leaves an audit record. */
    public TemporaryCredentials begin(Principal caller, Duration duration) {
        if (SessionTokens.isTemporary(caller.accessKeyId())) {
            throw denied("Cannot call GetSessionToken with session credentials");
        }
        TenantId suspended = suspensions.firstOf(List.of(caller.tenant()));
        if (suspended != null) {
            throw denied("The account " + suspended + " is suspended");
        }
        TemporaryCredentials made = sessions.begin(caller, duration);
        transaction.note(List.of(caller.tenant()), OPERATION, made.accessKeyId());
        return made;
    }

    private static ProblemException denied(String message) {
        return new ProblemException(new Problem.AccessDenied(message));
    }
}
