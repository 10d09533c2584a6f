package dev.sluice.authorizer.pools.token;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.key.KeyUse;
import dev.sluice.authorizer.pools.key.PublishedKey;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.pool.PoolDirectory;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/**
 * Verifies the access tokens that users send back to their pool. RS256 by one of the pool's own access keys and nothing
 * else: what a header says beyond the key's id has no say. Any thread; blocks.
 */
@Singleton
public final class AccessTokens {
    private final PoolDatabase database;
    private final PoolDirectory pools;
    private final SigningKeys keys;
    private final SignIns signIns;
    private final Users users;
    private final Clock clock;

    AccessTokens(
            PoolDatabase database, PoolDirectory pools, SigningKeys keys, SignIns signIns, Users users, Clock clock) {
        this.database = database;
        this.pools = pools;
        this.keys = keys;
        this.signIns = signIns;
        this.users = users;
        this.clock = clock;
    }

    /** Whose token it is. */
    public record Holder(UserPool pool, User user, SignIn signIn) {}

    /** The holder of a token with this scope; refused unless the token holds in every way. */
    public Holder verify(String text, String scope) {
        SignedToken token = SignedToken.parse(text);
        String issuer = token == null ? null : token.text("iss");
        if (token == null || issuer == null) {
            throw invalid();
        }
        UserPool pool = pools.byIssuer(issuer).orElseThrow(AccessTokens::invalid);
        return database.call(pool.tenant(), rows -> verify(rows, token, pool, scope));
    }

    private Holder verify(Rows rows, SignedToken token, UserPool pool, String scope) {
        if (!isGenuine(rows, token, pool) || !"access".equals(token.text("token_use"))) {
            throw invalid();
        }
        if (clock.instant().getEpochSecond() >= token.seconds("exp")) {
            throw Refused.notAuthorized("Access Token has expired");
        }
        UUID origin = token.id("origin_jti");
        SignIn signIn = origin == null ? null : signIns.find(rows, pool, origin);
        if (signIn == null || signIn.revoked() != null) {
            throw Refused.notAuthorized("Access Token has been revoked");
        }
        if (!signIn.allows(scope)) {
            throw Refused.notAuthorized("Access Token does not have required scopes");
        }
        User user = users.find(rows, pool, signIn.sub());
        if (user == null) {
            throw Refused.userNotFound();
        }
        if (!user.enabled()) {
            throw Refused.notAuthorized("User is disabled.");
        }
        return new Holder(pool, user, signIn);
    }

    private boolean isGenuine(Rows rows, SignedToken token, UserPool pool) {
        String id = token.keyId();
        for (PublishedKey key : keys.published(rows, pool.id())) {
            if (key.use() == KeyUse.ACCESS && key.id().equals(id)) {
                return token.isSignedBy(key);
            }
        }
        return false;
    }

    private static Refused invalid() {
        return Refused.notAuthorized("Invalid Access Token");
    }
}
