package dev.sluice.authorizer.pools.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.pool.SchemaAttribute;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.SignIn;
import dev.sluice.authorizer.pools.token.SignIns;
import dev.sluice.authorizer.pools.token.TokenSet;
import dev.sluice.authorizer.pools.token.Tokens;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Lets in users who have proved themselves: refuses, asks for a new password, or issues tokens. Any thread; blocks. */
@Singleton
public final class Admission {
    private final PoolDatabase database;
    private final Sessions sessions;
    private final SignIns signIns;
    private final Tokens tokens;
    private final PasswordProof proof;
    private final Clock clock;

    Admission(
            PoolDatabase database,
            Sessions sessions,
            SignIns signIns,
            Tokens tokens,
            PasswordProof proof,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.signIns = signIns;
        this.tokens = tokens;
        this.proof = proof;
        this.clock = clock;
    }

    /** Refuses a user whose state keeps it out. Said only to who has proved to be the user. */
    public void check(User user) {
        if (!user.enabled()) {
            throw Refused.notAuthorized("User is disabled.");
        }
        switch (user.status()) {
            case UNCONFIRMED -> throw Refused.of("UserNotConfirmedException", "User is not confirmed.");
            case RESET_REQUIRED ->
                throw Refused.of("PasswordResetRequiredException", "Password reset required for the user");
            case FORCE_CHANGE_PASSWORD -> {
                if (user.temporaryUntil() != null && !user.temporaryUntil().isAfter(clock.instant())) {
                    throw Refused.notAuthorized(
                            "Temporary password has expired and must be reset by an administrator.");
                }
            }
            case CONFIRMED, EXTERNAL_PROVIDER -> {}
        }
    }

    /** The next step for a user of the API who proved a password. */
    SignInResult admit(Registered at, PasswordProof.Proved proved) {
        return database.call(at.tenant(), rows -> admit(rows, at, proof.current(rows, at.pool(), proved)));
    }

    /** The next step for a user of the API, as it is now. */
    SignInResult admit(Rows rows, Registered at, User user) {
        check(user);
        return user.status() == UserStatus.FORCE_CHANGE_PASSWORD
                ? challenge(rows, at, user)
                : new SignInResult.Done(signIn(rows, at, user));
    }

    /** The tokens of a new sign-in by the API. */
    TokenSet signIn(Rows rows, Registered at, User user) {
        SignIn signIn = signIns.begin(
                rows,
                at.pool(),
                at.client(),
                user,
                new SignIns.Grant(UUID.randomUUID(), SignIn.SELF, false, null, clock.instant()));
        return tokens.issue(rows, at.pool(), at.client(), user, signIn, signIns.token(rows, at.pool(), signIn));
    }

    private SignInResult challenge(Rows rows, Registered at, User user) {
        String session = newPasswordSession(rows, at, user);
        ObjectNode attributes = WireJson.object();
        user.attributes().forEach(attributes::put);
        var required = WireJson.object().putArray("names");
        for (SchemaAttribute attribute : at.pool().schema().all()) {
            if (attribute.isRequired()
                    && !attribute.name().equals("sub")
                    && !user.attributes().containsKey(attribute.name())) {
                required.add("userAttributes." + attribute.name());
            }
        }
        return new SignInResult.Challenge(
                "NEW_PASSWORD_REQUIRED",
                session,
                Map.of(
                        "USER_ID_FOR_SRP",
                        user.username(),
                        "requiredAttributes",
                        required.toString(),
                        "userAttributes",
                        attributes.toString()));
    }

    /** A session in which the user may set a new password, once. */
    public String newPasswordSession(Rows rows, Registered at, User user) {
        return sessions.begin(
                rows,
                at.pool(),
                Sessions.Kind.NEW_PASSWORD,
                sessions.lasting(
                        at.client().id(),
                        user.sub(),
                        Map.of(),
                        at.client().settings().sessionValidity()));
    }
}
