package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionTokens;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of sessions: each token tells its session, and the role what it may do and whether it still holds. Any thread. */
@Singleton
class KnownSessions {
    private final SessionTokens tokens;
    private final AccessTable table;
    private final Installation installation;

    KnownSessions(SessionTokens tokens, AccessTable table, Installation installation) {
        this.tokens = tokens;
        this.table = table;
        this.installation = installation;
    }

    /** The key; null when the token is not genuine or another key's, or its role is gone or not heard of yet. */
    @Nullable
    KnownKey find(String accessKeyId, String sessionToken) {
        SessionContent session = tokens.open(accessKeyId, sessionToken);
        if (session == null) {
            return null;
        }
        KnownRole role = table.role(session.tenant(), session.role());
        if (role == null || !role.id().equals(session.roleId())) {
            return null;
        }
        try {
            String document = session.policy();
            Policy policy = document == null ? null : Policy.parse(document);
            var caller = new Caller(
                    new TenantId(session.tenant()),
                    identity(session),
                    CallerPolicies.ofSession(policies(session.tenant(), role), policy));
            return new KnownKey(caller, new AccessSecret(session.secretAccessKey(), sessionToken, session.expiresAt()));
        } catch (MalformedPolicy _) {
            return null;
        }
    }

    private static List<Policy> policies(String tenant, KnownRole role) {
        return role.policies().stream()
                .map(document -> AccessTable.policy(tenant, document))
                .toList();
    }

    private Identity identity(SessionContent session) {
        return Identity.session(
                installation.partition(),
                session.tenant(),
                session.role(),
                session.roleId(),
                session.name(),
                session.issuedAt());
    }
}
