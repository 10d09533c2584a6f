package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.SrpGroup;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.Decoys;
import dev.sluice.authorizer.pools.user.SrpRecord;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * USER_SRP_AUTH: the password never crosses the wire. The secret block names the one session of an attempt, since clients
 * send it back whether or not they keep a Session. A user that is not there gets a salt that stays the same and a
 * verifier that nothing proves. Any thread; blocks.
 */
@Singleton
public final class SrpSignIn {
    private static final int SECRET_BYTES = 48;

    private final PoolDatabase database;
    private final Users users;
    private final Sessions sessions;
    private final Attempts attempts;
    private final Admission admission;
    private final Decoys decoys;
    private final RandomTexts random;

    SrpSignIn(
            PoolDatabase database,
            Users users,
            Sessions sessions,
            Attempts attempts,
            Admission admission,
            Decoys decoys) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
        this.attempts = attempts;
        this.admission = admission;
        this.decoys = decoys;
        this.random = new RandomTexts();
    }

    /** The first step. */
    SignInResult begin(Registered at, String name, String clientValue) {
        UserPool pool = at.pool();
        BigInteger value = Srp.clientValue(clientValue);
        Begun begun = database.call(pool.tenant(), rows -> {
            User user = users.find(rows, pool, name);
            if (user == null && !at.client().settings().hidesUsers()) {
                throw Refused.userNotFound();
            }
            SrpRecord kept = user == null ? null : users.srp(rows, pool, user.sub());
            SrpRecord record = kept == null ? decoys.srp(rows, pool, name) : kept;
            var secret = new BigInteger(1, random.bytes(SECRET_BYTES));
            String username = user == null ? decoys.username(rows, pool, name) : user.username();
            var content = new LinkedHashMap<String, String>();
            content.put("a", value.toString(16));
            content.put("b", secret.toString(16));
            content.put("v", record.verifier().toString(16));
            content.put("username", username);
            content.put("name", name);
            String block = sessions.begin(
                    rows,
                    pool,
                    Sessions.Kind.SRP,
                    sessions.lasting(
                            at.client().id(),
                            kept == null || user == null ? null : user.sub(),
                            content,
                            at.client().settings().sessionValidity()));
            return new Begun(record, secret, username, block);
        });
        return begun.challenge();
    }

    /** What a session was begun with; its arithmetic is done when no connection is held any more. */
    private record Begun(SrpRecord record, BigInteger secret, String username, String block) {
        SignInResult challenge() {
            return new SignInResult.Challenge(
                    "PASSWORD_VERIFIER",
                    null,
                    Map.of(
                            "SALT", record.salt(),
                            "SECRET_BLOCK", Base64.getEncoder().encodeToString(Digests.bytes(block)),
                            "SRP_B", SrpGroup.hex(Srp.serverValue(record.verifier(), secret)),
                            "USERNAME", username,
                            "USER_ID_FOR_SRP", username));
        }

        @Override
        public String toString() {
            return "Begun[hidden]";
        }
    }

    /** The second step. */
    SignInResult finish(Registered at, Map<String, String> answers, @Nullable String address) {
        UserPool pool = at.pool();
        byte[] block = block(answers.getOrDefault("PASSWORD_CLAIM_SECRET_BLOCK", ""));
        Sessions.Session session = database.call(pool.tenant(), rows -> {
            var found = sessions.take(rows, pool, Sessions.Kind.SRP, new String(block, StandardCharsets.UTF_8));
            if (found == null || !found.clientId().equals(at.client().id())) {
                throw wrong();
            }
            return found;
        });
        User user = user(pool, session.sub());
        String counted = PasswordProof.counted(pool, user, session.text("name"));
        Attempts.Taken attempt = attempts.takePassword(pool, counted, address).orElseThrow(PasswordProof::exceeded);
        if (!isProven(pool, session, block, answers) || user == null) {
            throw wrong();
        }
        return database.call(pool.tenant(), rows -> {
            User now = Users.locked(rows, pool, user);
            SrpRecord kept = users.srp(rows, pool, now.sub());
            if (kept == null || !kept.verifier().toString(16).equals(session.text("v"))) {
                throw wrong();
            }
            attempts.succeeded(rows, pool, attempt);
            return admission.admit(rows, at, now);
        });
    }

    private @Nullable User user(UserPool pool, @Nullable UUID sub) {
        return sub == null
                ? null
                : database.call(pool.tenant(), rows -> Optional.ofNullable(users.find(rows, pool, sub)))
                        .orElse(null);
    }

    private static boolean isProven(
            UserPool pool, Sessions.Session session, byte[] block, Map<String, String> answers) {
        byte[] key = Srp.key(
                new BigInteger(session.text("a"), 16),
                new BigInteger(session.text("b"), 16),
                new BigInteger(session.text("v"), 16));
        return Srp.proves(
                key,
                pool.shortName(),
                session.text("username"),
                block,
                answers.getOrDefault("TIMESTAMP", ""),
                answers.getOrDefault("PASSWORD_CLAIM_SIGNATURE", ""));
    }

    private static byte[] block(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw wrong();
        }
    }

    private static Refused wrong() {
        return Refused.notAuthorized("Incorrect username or password.");
    }
}
