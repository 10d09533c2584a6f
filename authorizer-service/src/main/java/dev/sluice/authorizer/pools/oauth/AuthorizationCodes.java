package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.signin.Sessions;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.SignIn;
import dev.sluice.authorizer.pools.token.SignIns;
import dev.sluice.authorizer.pools.token.TokenSet;
import dev.sluice.authorizer.pools.token.Tokens;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Authorization codes: five minutes, one use, bound to client, redirect URL and PKCE challenge. One that its client shows again after
 * it was redeemed has been in other hands, and its sign-in ends (RFC 6749, 4.1.2). Any thread; blocks.
 */
@Singleton
public final class AuthorizationCodes {
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final int LONGEST = 128;

    private final PoolDatabase database;
    private final Sessions sessions;
    private final SignIns signIns;
    private final Tokens tokens;

    AuthorizationCodes(PoolDatabase database, Sessions sessions, SignIns signIns, Tokens tokens) {
        this.database = database;
        this.sessions = sessions;
        this.signIns = signIns;
        this.tokens = tokens;
    }

    /** A code for a user who has signed in. */
    String make(Rows rows, Authorization asked, UUID sub, Instant authTime) {
        var content = new LinkedHashMap<String, String>();
        content.put("redirect_uri", asked.redirectUri());
        content.put("scope", String.join(" ", asked.scopes()));
        content.put("auth_time", Long.toString(authTime.getEpochSecond()));
        if (asked.challenge() != null) {
            content.put("challenge", asked.challenge());
        }
        if (asked.nonce() != null) {
            content.put("nonce", asked.nonce());
        }
        UserPool pool = asked.at().pool();
        return sessions.begin(
                rows,
                pool,
                Sessions.Kind.AUTHORIZATION_CODE,
                sessions.lasting(asked.at().client().id(), sub, content, VALIDITY));
    }

    /** Tokens for a code, which is spent whatever follows. */
    TokenSet redeem(Registered at, Form form) {
        String code = form.get("code");
        String redirect = form.get("redirect_uri");
        if (code == null || redirect == null) {
            throw new OAuthError("invalid_request");
        }
        if (!at.client().settings().grants("code")) {
            throw new OAuthError("unauthorized_client");
        }
        // The code stays spent when the grant is refused, so the refusal follows the transaction.
        return database.call(
                        at.tenant(),
                        rows -> redeem(
                                rows,
                                at,
                                code,
                                session -> session.clientId().equals(at.client().id())
                                        && session.text("redirect_uri").equals(redirect)
                                        && isProven(session.content().get("challenge"), form.get("code_verifier"))))
                .orElseThrow(() -> new OAuthError("invalid_grant"));
    }

    private Optional<TokenSet> redeem(Rows rows, Registered at, String code, Predicate<Sessions.Session> condition) {
        var known = sessions.find(rows, at.pool(), Sessions.Kind.AUTHORIZATION_CODE, code);
        // The user before the code, as those who end its sign-ins lock them.
        User user = known == null || known.sub() == null ? null : Users.lock(rows, at.pool(), known.sub());
        var session = sessions.take(rows, at.pool(), Sessions.Kind.AUTHORIZATION_CODE, code);
        if (session == null) {
            endRedeemed(rows, at, code);
            return Optional.empty();
        }
        if (user == null || !user.enabled() || !condition.test(session)) {
            return Optional.empty();
        }
        return Optional.of(issue(rows, at, session, user, origin(code)));
    }

    private void endRedeemed(Rows rows, Registered at, String code) {
        SignIn begun = signIns.find(rows, at.pool(), origin(code));
        if (begun != null && begun.clientId().equals(at.client().id())) {
            signIns.revoke(rows, at.pool(), begun.origin());
        }
    }

    /** The name of the sign-in that a code begins, by which the code is known once it is spent. */
    private static UUID origin(String code) {
        var digest = ByteBuffer.wrap(Digests.sha256("origin/" + code));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private TokenSet issue(Rows rows, Registered at, Sessions.Session session, User user, UUID origin) {
        var grant = new SignIns.Grant(
                origin,
                session.text("scope"),
                true,
                session.content().get("nonce"),
                Instant.ofEpochSecond(Long.parseLong(session.text("auth_time"))));
        SignIn signIn = signIns.begin(rows, at.pool(), at.client(), user, grant);
        return tokens.issue(rows, at.pool(), at.client(), user, signIn, signIns.token(rows, at.pool(), signIn));
    }

    /** RFC 7636, and a verifier without a challenge is a challenge that somebody took away. */
    private static boolean isProven(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null || verifier == null) {
            return challenge == null && verifier == null;
        }
        return verifier.length() <= LONGEST
                && Digests.same(
                        challenge, Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.sha256(verifier)));
    }
}
