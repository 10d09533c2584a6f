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
import dev.sluice.control.platform.signature.KnownKeys;
import dev.sluice.control.platform.signature.KnownSessions;
import dev.sluice.control.tenants.Suspensions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins sessions of roles and users and finds their keys. None is kept: each token tells its session, and the role or the
 * user's key what it may do and whether it still holds.
 */
@Singleton
class Sessions implements KnownSessions {
    private static final RandomText RANDOM = new RandomText();

    private final SessionTokens tokens;
    private final RoleDirectory roles;
    private final KnownKeys keys;
    private final Suspensions suspensions;
    private final Installation installation;

    Sessions(
            SessionTokens tokens,
            RoleDirectory roles,
            KnownKeys keys,
            Suspensions suspensions,
            Installation installation) {
        this.tokens = tokens;
        this.roles = roles;
        this.keys = keys;
        this.suspensions = suspensions;
        this.installation = installation;
    }

    @Override
    public @Nullable KnownKey find(String accessKeyId, String sessionToken) {
        SessionContent session = tokens.open(accessKeyId, sessionToken);
        if (session == null) {
            return null;
        }
        var secret = new AccessSecret(session.secretAccessKey(), sessionToken, session.expiresAt());
        String userKey = session.userKey();
        return userKey == null ? ofRole(accessKeyId, session, secret) : ofUser(accessKeyId, session, userKey, secret);
    }

    private @Nullable KnownKey ofRole(String accessKeyId, SessionContent session, AccessSecret secret) {
        return roles.find(new TenantId(session.tenant()), session.role())
                .filter(role -> role.id().equals(session.roleId()))
                .map(role -> {
                    List<TenantId> through =
                            session.through().stream().map(TenantId::new).toList();
                    var principal = new Principal(
                            role.tenant(),
                            identity(session),
                            accessKeyId,
                            CallerPolicies.ofSession(role.policies(), policy(session.policy())),
                            through);
                    return new KnownKey(
                            principal, secret, role.suspended() ? role.tenant() : suspensions.firstOf(through));
                })
                .orElse(null);
    }

    private @Nullable KnownKey ofUser(String accessKeyId, SessionContent session, String userKey, AccessSecret secret) {
        KnownKey user = keys.find(userKey);
        if (user == null) {
            return null;
        }
        Principal principal = user.principal();
        return new KnownKey(
                new Principal(
                        principal.tenant(),
                        principal.identity().since(session.issuedAt()),
                        accessKeyId,
                        principal.policies(),
                        List.of()),
                secret,
                user.suspended());
    }

    /**
     * Makes the credentials of a session of a role that was decided about.
     *
     * @param through the other accounts that it was assumed from
     */
    TemporaryCredentials begin(AssumableRole role, Assumption asked, List<TenantId> through) {
        var session = SessionContent.ofRole(
                new SessionContent.Role(role.tenant().value(), role.name(), role.id()),
                asked.sessionName(),
                newSecret(),
                fromNow(asked.duration()),
                asked.policy(),
                through.stream().map(TenantId::value).toList());
        return credentials(session, identity(session));
    }

    /** The same of the user that asks by an access key. */
    TemporaryCredentials begin(Principal user, Duration duration) {
        var session = SessionContent.ofUser(user.tenant().value(), user.accessKeyId(), newSecret(), fromNow(duration));
        return credentials(session, user.identity());
    }

    private TemporaryCredentials credentials(SessionContent session, Identity identity) {
        String id = SessionTokens.KEY_PREFIX + RANDOM.next(RandomText.BASE_32, 16);
        return new TemporaryCredentials(
                id, session.secretAccessKey(), tokens.seal(id, session), session.expiresAt(), identity);
    }

    private static String newSecret() {
        return RANDOM.next(RandomText.BASE_64, 40);
    }

    private static SessionContent.Lifetime fromNow(Duration duration) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new SessionContent.Lifetime(now, now.plus(duration));
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
