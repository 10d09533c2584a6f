package dev.sluice.authorizer.pools.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.message.Codes;
import dev.sluice.authorizer.pools.message.Delivery;
import dev.sluice.authorizer.pools.message.Purpose;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Input;
import dev.sluice.authorizer.pools.protocol.PublicCall;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.signin.Attempts;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.Decoys;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserAttributes;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forgotten passwords. Any thread; blocks. */
@Singleton
public final class Recoveries {
    private final PoolDatabase database;
    private final ClientDirectory clients;
    private final Users users;
    private final Codes codes;
    private final Attempts attempts;
    private final Decoys decoys;

    Recoveries(
            PoolDatabase database,
            ClientDirectory clients,
            Users users,
            Codes codes,
            Attempts attempts,
            Decoys decoys) {
        this.database = database;
        this.clients = clients;
        this.users = users;
        this.codes = codes;
        this.attempts = attempts;
        this.decoys = decoys;
    }

    /** Sends a code to a verified address of the user, or seems to. */
    ObjectNode forgotPassword(PublicCall call) {
        Registered at = clients.get(call.input().clientId());
        UserPool pool = at.pool();
        String name = call.input().name("Username");
        at.client().checkHash(name, call.input().optional("SecretHash", 128));
        if (pool.settings().isRecoveredByAdminOnly()) {
            throw Refused.notAuthorized("Contact administrator to reset password.");
        }
        User user = find(at, name);
        String counted = Codes.holder(pool, user, name);
        if (!attempts.take(pool, Attempts.Kind.MESSAGE, counted)
                || !attempts.take(pool, Attempts.Kind.MESSAGE_ADDRESS, call.address())) {
            throw Refused.limitExceeded();
        }
        Delivery delivery = user == null || !canRecover(user) ? null : Delivery.of(user, true);
        if (delivery == null && !at.client().settings().hidesUsers()) {
            throw refusal(user);
        }
        return database.call(pool.tenant(), rows -> {
            var answer = WireJson.object();
            if (user != null && delivery != null) {
                codes.send(rows, pool, user, Purpose.FORGOT_PASSWORD, delivery);
                answer.set("CodeDeliveryDetails", delivery.json());
            } else {
                codes.seemToSend(rows, pool, counted, Purpose.FORGOT_PASSWORD);
                Delivery own = user == null ? null : Delivery.of(user, false);
                String address = decoys.address(rows, pool, name);
                Delivery told = own == null
                        ? new Delivery(UserAttributes.isPhone(address) ? "phone_number" : "email", address)
                        : own;
                answer.set("CodeDeliveryDetails", told.json());
            }
            return answer;
        });
    }

    /** Sets a new password for a code. */
    ObjectNode confirmForgotPassword(PublicCall call) {
        Input input = call.input();
        Registered at = clients.get(input.clientId());
        UserPool pool = at.pool();
        String name = input.name("Username");
        at.client().checkHash(name, input.optional("SecretHash", 128));
        String code = input.text("ConfirmationCode", 2048);
        String password = input.text("Password", 256);
        pool.settings().passwordPolicy().check(password);
        Attempts.Taken attempt =
                attempts.taken(pool, Attempts.Kind.CODE_ADDRESS, call.address()).orElseThrow(Refused::limitExceeded);
        Codes.Claim claim = claim(at, name);
        codes.check(pool, claim, code);
        User user = Objects.requireNonNull(claim.user(), "a code passed that is nobody's");
        Users.Prepared prepared = prepare(pool, user, password, claim, attempt);
        database.run(pool.tenant(), rows -> {
            codes.spend(rows, pool, user, Purpose.FORGOT_PASSWORD);
            users.setPassword(rows, pool, user, prepared, UserStatus.CONFIRMED, null);
        });
        return WireJson.object();
    }

    private Users.Prepared prepare(
            UserPool pool, User user, String password, Codes.Claim claim, Attempts.Taken attempt) {
        try {
            return users.prepare(pool, user.username(), password);
        } catch (Refused turnedAway) {
            // The code was right, and has to be as good when the call comes again.
            database.run(pool.tenant(), rows -> {
                codes.giveBack(rows, pool, claim);
                attempts.giveBack(rows, pool, attempt);
            });
            throw turnedAway;
        }
    }

    private Codes.Claim claim(Registered at, String name) {
        UserPool pool = at.pool();
        User user = find(at, name);
        boolean hides = at.client().settings().hidesUsers();
        User recoverable = user != null && canRecover(user) ? user : null;
        if (recoverable == null && !hides) {
            throw refusal(user);
        }
        return new Codes.Claim(Purpose.FORGOT_PASSWORD, Codes.holder(pool, user, name), recoverable, hides);
    }

    private static boolean canRecover(User user) {
        return user.enabled() && (user.status() == UserStatus.CONFIRMED || user.status() == UserStatus.RESET_REQUIRED);
    }

    private static Refused refusal(@Nullable User user) {
        if (user == null) {
            return Refused.userNotFound();
        }
        if (!user.enabled()) {
            return Refused.notAuthorized("User is disabled.");
        }
        return canRecover(user)
                ? Refused.invalid(
                        "Cannot reset password for the user as there is no registered/verified email or phone_number")
                : Refused.notAuthorized("User password cannot be reset in the current state.");
    }

    private @Nullable User find(Registered at, String name) {
        return database.call(at.tenant(), rows -> Optional.ofNullable(users.find(rows, at.pool(), name)))
                .orElse(null);
    }
}
