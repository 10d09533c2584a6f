package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionTokens;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of sessions: each token tells its session, and its role or its user's key what it may do and whether it still
 * holds. Any thread.
 */
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

    /**
     * The key; null when the token is not genuine or another key's, or its role or user's key is gone or not heard of yet.
     * Policies are read only for the caller, whose signature is genuine.
     */
    @Nullable
    KnownKey find(String accessKeyId, String sessionToken) {
        SessionContent session = tokens.open(accessKeyId, sessionToken);
        if (session == null) {
            return null;
        }
        var secret = new AccessSecret(session.secretAccessKey(), sessionToken, session.expiresAt());
        String userKey = session.userKey();
        return userKey == null ? ofRole(session, secret) : ofUser(session, userKey, secret);
    }

    private @Nullable KnownKey ofRole(SessionContent session, AccessSecret secret) {
        RoleRecord role = table.role(session);
        return role == null
                ? null
                : new KnownKey(
                        new TenantId(session.tenant()),
                        session.through().stream().map(TenantId::new).toList(),
                        secret,
                        () -> caller(session, role));
    }

    private @Nullable KnownKey ofUser(SessionContent session, String userKey, AccessSecret secret) {
        KnownUser user = table.find(userKey);
        return user == null
                ? null
                : new KnownKey(
                        user.tenant(),
                        secret,
                        () -> user.caller(user.identity(installation, userKey).since(session.issuedAt())));
    }

    private Caller caller(SessionContent session, RoleRecord role) {
        String document = session.policy();
        Policy policy = document == null ? null : AccessTable.policy(session.tenant(), document);
        List<Policy> policies = role.policies().stream()
                .map(each -> AccessTable.policy(session.tenant(), each))
                .toList();
        return new Caller(
                new TenantId(session.tenant()), identity(session), CallerPolicies.ofSession(policies, policy));
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
