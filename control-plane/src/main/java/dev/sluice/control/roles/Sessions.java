package dev.sluice.control.roles;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.contracts.keys.RandomText;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.signature.KnownKey;
import dev.sluice.control.platform.signature.KnownSessions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Begins sessions and finds their keys. None is kept: each token tells its session, and the role what it may do and whether
 * it still holds.
 */
@Singleton
class RoleSessions implements KnownSessions {
    private static final RandomText RANDOM = new RandomText();

    private final SessionTokens tokens;
    private final RoleDirectory roles;
    private final Installation installation;

    RoleSessions(SessionTokens tokens, RoleDirectory roles, Installation installation) {
        this.tokens = tokens;
        this.roles = roles;
        this.installation = installation;
    }

    @Override
    public @Nullable KnownKey find(String accessKeyId, String sessionToken) {
        SessionContent session = tokens.open(accessKeyId, sessionToken);
        if (session == null) {
            return null;
        }
        return roles.find(new TenantId(session.tenant()), session.role())
                .filter(role -> role.id().equals(session.roleId()))
                .map(role -> key(accessKeyId, sessionToken, session, role))
                .orElse(null);
    }

    private KnownKey key(String accessKeyId, String sessionToken, SessionContent session, KnownRole role) {
        var principal = new Principal(
                role.tenant(),
                identity(session),
                accessKeyId,
                CallerPolicies.ofSession(role.policies(), policy(session.policy())));
        var secret = new AccessSecret(session.secretAccessKey(), sessionToken, session.expiresAt());
        return new KnownKey(principal, secret, role.suspended());
    }

    /** Makes the credentials of a session that was decided about. */
    TemporaryCredentials begin(AssumableRole role, Assumption asked) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String id = SessionTokens.KEY_PREFIX + RANDOM.next(RandomText.BASE_32, 16);
        var session = new SessionContent(
                SessionContent.FORMAT_VERSION,
                role.tenant().value(),
                role.name(),
                role.id(),
                asked.sessionName(),
                RANDOM.next(RandomText.BASE_64, 40),
                now,
                now.plus(asked.duration()),
                asked.policy());
        return new TemporaryCredentials(
                id, session.secretAccessKey(), tokens.seal(id, session), session.expiresAt(), identity(session));
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

    private static @Nullable Policy policy(@Nullable String document) {
        try {
            return document == null ? null : Policy.parse(document);
        } catch (MalformedPolicy malformed) {
            throw new IllegalStateException("The policy of a session was checked when it began", malformed);
        }
    }
}
