package dev.sluice.authorizer.pools.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.message.Codes;
import dev.sluice.authorizer.pools.message.Delivery;
import dev.sluice.authorizer.pools.message.Purpose;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Input;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PublicCall;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.signin.Attempts;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.Attribute;
import dev.sluice.authorizer.pools.user.Decoys;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserAttributes;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users who make their own account. Any thread; blocks. */
@Singleton
public final class SignUps implements OperationSource {
    private final PoolDatabase database;
    private final ClientDirectory clients;
    private final Users users;
    private final Codes codes;
    private final Attempts attempts;
    private final Decoys decoys;

    SignUps(
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

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Public("SignUp", this::signUp),
                new Operation.Public("ConfirmSignUp", this::confirmSignUp),
                new Operation.Public("ResendConfirmationCode", this::resendConfirmationCode));
    }

    private ObjectNode signUp(PublicCall call) {
        Input input = call.input();
        Registered at = clients.get(input.clientId());
        UserPool pool = at.pool();
        String name = input.name("Username");
        at.client().checkHash(name, input.optional("SecretHash", 128));
        if (pool.settings().isAdminOnly()) {
            throw Refused.notAuthorized("SignUp is not permitted for this user pool");
        }
        String password = input.text("Password", 256);
        pool.settings().passwordPolicy().check(password);
        Map<String, String> attributes =
                NewUsers.attributes(pool, name, Attribute.map(input.list("UserAttributes", Attribute.class)));
        UserAttributes.checkWritable(at.client().settings(), attributes);
        UserAttributes.checkNew(pool, attributes);
        if (!attempts.take(pool, Attempts.Kind.SIGN_UP, call.address())) {
            throw Refused.limitExceeded();
        }
        User user = NewUsers.user(pool, name, attributes, UserStatus.UNCONFIRMED, null);
        var prepared = users.prepare(pool, user.username(), password);
        return database.call(pool.tenant(), rows -> {
            users.create(rows, pool, user, "User already exists");
            users.setPassword(rows, pool, user, prepared, UserStatus.UNCONFIRMED, null);
            var answer = WireJson.object()
                    .put("UserConfirmed", false)
                    .put("UserSub", user.sub().toString());
            Delivery delivery = autoVerified(pool, user);
            if (delivery != null) {
                codes.send(rows, pool, user, Purpose.SIGN_UP, delivery);
                answer.set("CodeDeliveryDetails", delivery.json());
            }
            return answer;
        });
    }

    private ObjectNode confirmSignUp(PublicCall call) {
        Input input = call.input();
        Registered at = clients.get(input.clientId());
        UserPool pool = at.pool();
        String name = input.name("Username");
        at.client().checkHash(name, input.optional("SecretHash", 128));
        String code = input.text("ConfirmationCode", 2048);
        boolean force = input.flag("ForceAliasCreation");
        if (!attempts.take(pool, Attempts.Kind.CODE_ADDRESS, call.address())) {
            throw Refused.limitExceeded();
        }
        User user = requireUnconfirmed(at, name, code);
        database.run(pool.tenant(), rows -> {
            codes.spend(rows, pool, user, Purpose.SIGN_UP);
            users.setStatus(rows, pool, user, UserStatus.CONFIRMED);
            Delivery delivery = autoVerified(pool, user);
            if (delivery != null) {
                users.change(rows, pool, user, Map.of(delivery.attribute() + "_verified", "true"), force);
            }
        });
        return WireJson.object();
    }

    private User requireUnconfirmed(Registered at, String name, String code) {
        UserPool pool = at.pool();
        User user = find(at, name);
        boolean hides = at.client().settings().hidesUsers();
        if (user == null && !hides) {
            throw Refused.userNotFound();
        }
        if (user != null && user.status() != UserStatus.UNCONFIRMED && !hides) {
            throw Refused.notAuthorized("User cannot be confirmed. Current status is " + user.status());
        }
        codes.check(pool, new Codes.Claim(Purpose.SIGN_UP, Codes.holder(pool, user, name), user, hides), code);
        if (Objects.requireNonNull(user, "a code passed that is nobody's").status() != UserStatus.UNCONFIRMED) {
            throw Codes.expired();
        }
        return user;
    }

    private ObjectNode resendConfirmationCode(PublicCall call) {
        Input input = call.input();
        Registered at = clients.get(input.clientId());
        UserPool pool = at.pool();
        String name = input.name("Username");
        at.client().checkHash(name, input.optional("SecretHash", 128));
        User user = find(at, name);
        takeMessage(pool, user, name, call.address());
        boolean hides = at.client().settings().hidesUsers();
        if (user == null && !hides) {
            throw Refused.userNotFound();
        }
        Delivery delivery = user == null || user.status() != UserStatus.UNCONFIRMED ? null : autoVerified(pool, user);
        if (delivery == null && !hides) {
            throw Refused.invalid(
                    user != null && user.status() != UserStatus.UNCONFIRMED
                            ? "User is already confirmed."
                            : "Auto verification not turned on.");
        }
        return database.call(pool.tenant(), rows -> {
            var answer = WireJson.object();
            answer.set("CodeDeliveryDetails", deliver(rows, pool, user, delivery, name));
            return answer;
        });
    }

    private ObjectNode deliver(
            Rows rows, UserPool pool, @Nullable User user, @Nullable Delivery delivery, String name) {
        if (user == null || delivery == null) {
            codes.seemToSend(rows, pool, Codes.holder(pool, user, name), Purpose.SIGN_UP);
            return decoy(rows, pool, user, name).json();
        }
        codes.send(rows, pool, user, Purpose.SIGN_UP, delivery);
        return delivery.json();
    }

    /** What is told where nothing is sent: a user's own address if it has one, so that nothing can be told apart. */
    private Delivery decoy(Rows rows, UserPool pool, @Nullable User user, String name) {
        Delivery own = user == null ? null : Delivery.of(user, false);
        if (own != null) {
            return own;
        }
        String address = decoys.address(rows, pool, name);
        return new Delivery(UserAttributes.isPhone(address) ? "phone_number" : "email", address);
    }

    private void takeMessage(UserPool pool, @Nullable User user, String name, String address) {
        if (!attempts.take(pool, Attempts.Kind.MESSAGE, Codes.holder(pool, user, name))
                || !attempts.take(pool, Attempts.Kind.MESSAGE_ADDRESS, address)) {
            throw Refused.limitExceeded();
        }
    }

    private @Nullable User find(Registered at, String name) {
        return database.call(at.tenant(), rows -> Optional.ofNullable(users.find(rows, at.pool(), name)))
                .orElse(null);
    }

    private static @Nullable Delivery autoVerified(UserPool pool, User user) {
        for (String attribute : List.of("email", "phone_number")) {
            String address = user.attributes().get(attribute);
            if (address != null && pool.settings().isAutoVerified(attribute)) {
                return new Delivery(attribute, address);
            }
        }
        return null;
    }
}
