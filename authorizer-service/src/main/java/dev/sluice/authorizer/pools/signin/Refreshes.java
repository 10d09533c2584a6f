package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.SignIn;
import dev.sluice.authorizer.pools.token.SignIns;
import dev.sluice.authorizer.pools.token.TokenSet;
import dev.sluice.authorizer.pools.token.Tokens;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** New tokens for a refresh token, and the end of a sign-in. Any thread; blocks. */
@Singleton
public final class Refreshes {
    private final PoolDatabase database;
    private final Users users;
    private final SignIns signIns;
    private final Tokens tokens;

    Refreshes(PoolDatabase database, Users users, SignIns signIns, Tokens tokens) {
        this.database = database;
        this.users = users;
        this.signIns = signIns;
        this.tokens = tokens;
    }

    /**
     * New tokens, with a new refresh token if the client rotates them.
     *
     * @param proof checks what the client must prove for the user
     */
    public TokenSet refresh(Registered at, String token, Consumer<User> proof) {
        UserPool pool = at.pool();
        Optional<TokenSet> issued = database.call(pool.tenant(), rows -> {
            SignIns.Found found = signIns.find(rows, pool, token);
            signIns.check(at.client(), found);
            if (found == null) {
                throw new IllegalStateException("An unknown refresh token was not refused");
            }
            SignIn signIn = found.signIn();
            if (signIns.isReused(at.client(), found)) {
                signIns.revoke(rows, pool, signIn.origin());
                return Optional.empty();
            }
            User user = users.find(rows, pool, signIn.sub());
            if (user == null || !user.enabled()) {
                throw Refused.notAuthorized("User is disabled.");
            }
            proof.accept(user);
            String next = at.client().settings().isRotating() ? signIns.replace(rows, pool, signIn, token) : null;
            return Optional.of(tokens.issue(rows, pool, at.client(), user, signIn, next));
        });
        // The sign-in's end must be kept, so the refusal follows the transaction.
        return issued.orElseThrow(() -> Refused.of("RefreshTokenReuseException", "Refresh Token has been used before"));
    }

    /** Ends the sign-in of a refresh token; one that is not known, or is another client's, changes nothing. */
    public void revoke(Registered at, String token) {
        database.run(at.tenant(), rows -> {
            SignIns.Found found = signIns.find(rows, at.pool(), token);
            if (found != null && found.signIn().clientId().equals(at.client().id())) {
                signIns.revoke(rows, at.pool(), found.signIn().origin());
            }
        });
    }
}
