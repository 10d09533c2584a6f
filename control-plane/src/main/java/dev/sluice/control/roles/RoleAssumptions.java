package dev.sluice.control.roles;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.aws.iam.TrustPolicy.Trust;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.permissions.ConditionKeys;
import dev.sluice.control.platform.permissions.Permissions;
import dev.sluice.control.tenants.Suspensions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Decides who may assume a role, and makes the credentials of the session. The trust policy of the role has to name the
 * caller or its account. The caller's own policies have to allow it too, unless the trust policy names the caller itself
 * within one account; they may never deny it, and the policy of a session that asks always has to allow it.
 *
 * <p>A role that does not exist, one of a suspended tenant, and one that does not trust the caller answer alike.
 */
@Singleton
public class RoleAssumptions {
    private static final String ACTION = "sts:AssumeRole";
    private static final String OPERATION = "assumeRole";
    private static final Duration LONGEST_IN_A_CHAIN = Duration.ofHours(1);

    /** The token names each of them. */
    private static final int MOST_ACCOUNTS = 8;

    private final RoleDirectory roles;
    private final Suspensions suspensions;
    private final Permissions permissions;
    private final Sessions sessions;
    private final AuditedTransaction transaction;
    private final Pattern roleArn;

    RoleAssumptions(
            RoleDirectory roles,
            Suspensions suspensions,
            Permissions permissions,
            Sessions sessions,
            AuditedTransaction transaction,
            Installation installation) {
        this.roles = roles;
        this.suspensions = suspensions;
        this.permissions = permissions;
        this.sessions = sessions;
        this.transaction = transaction;
        this.roleArn = Pattern.compile(
                "arn:" + Pattern.quote(installation.partition()) + ":iam::([0-9]{12}):role/([\\w+=,.@/-]{1,576})");
    }

    /** The credentials of a new session. Refuses in the words of AWS; leaves an audit record with both tenants. */
    public TemporaryCredentials assume(Principal caller, Assumption asked) {
        var arn = roleArn.matcher(asked.roleArn());
        if (!arn.matches()) {
            throw invalid(asked.roleArn() + " is invalid");
        }
        checkPolicy(asked);
        // Asked first, so that the time of the answer does not tell whether there is such a role.
        boolean suspended = suspensions.firstOf(accounts(caller)) != null;
        AssumableRole role = roles.assumable(new TenantId(arn.group(1)), arn.group(2))
                .filter(found -> !suspended && !found.suspended() && allows(found, caller, asked))
                .orElseThrow(() -> denied(caller, asked.roleArn()));
        checkDuration(role, caller, asked.duration());
        TemporaryCredentials made = sessions.begin(role, asked, through(caller, role));
        transaction.note(
                List.of(caller.tenant(), role.tenant()),
                OPERATION,
                asked.roleArn() + " " + asked.sessionName() + " " + made.accessKeyId());
        return made;
    }

    /** The accounts that the caller acts for: its own, and those that its role was assumed from. */
    private static List<TenantId> accounts(Principal caller) {
        var accounts = new ArrayList<>(caller.through());
        accounts.add(caller.tenant());
        return accounts;
    }

    private static List<TenantId> through(Principal caller, AssumableRole role) {
        List<TenantId> others = accounts(caller).stream()
                .filter(account -> !account.equals(role.tenant()))
                .distinct()
                .toList();
        if (others.size() > MOST_ACCOUNTS) {
            throw invalid("The role cannot be assumed through more than " + MOST_ACCOUNTS + " other accounts.");
        }
        return others;
    }

    private boolean allows(AssumableRole role, Principal caller, Assumption asked) {
        Map<String, List<String>> said = new HashMap<>();
        said.put("sts:RoleSessionName", List.of(asked.sessionName()));
        if (asked.externalId() != null) {
            said.put("sts:ExternalId", List.of(asked.externalId()));
        }
        AccessRequest request = permissions.asked(ACTION, asked.roleArn(), said);
        Trust trust = role.trust().decide(request, PolicyCaller.of(caller.identity()));
        if (trust == Trust.DENIED || trust == Trust.NONE) {
            return false;
        }
        Decision own = caller.policies().byIdentity(request);
        if (own == Decision.EXPLICITLY_DENIED || caller.policies().bySession(request) != Decision.ALLOWED) {
            return false;
        }
        return own == Decision.ALLOWED
                || (trust == Trust.CALLER && role.tenant().equals(caller.tenant()));
    }

    private static void checkPolicy(Assumption asked) {
        String document = asked.policy();
        if (document == null) {
            return;
        }
        try {
            ConditionKeys.requireKnown(Policy.parse(document));
        } catch (MalformedPolicy malformed) {
            throw new ProblemException(new Problem.MalformedPolicyDocument(malformed.reason()));
        }
    }

    private static void checkDuration(AssumableRole role, Principal caller, Duration duration) {
        if (caller.identity().roleArn() != null && duration.compareTo(LONGEST_IN_A_CHAIN) > 0) {
            throw invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                    + " chaining");
        }
        if (duration.compareTo(role.maxSession()) > 0) {
            throw invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private static ProblemException denied(Principal caller, String roleArn) {
        return new ProblemException(new Problem.AccessDenied(
                "User: " + caller.arn() + " is not authorized to perform: " + ACTION + " on resource: " + roleArn));
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(new Problem.Validation(message));
    }
}
