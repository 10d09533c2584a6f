package dev.sluice.authorizer.pools.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.message.Delivery;
import dev.sluice.authorizer.pools.message.Outbox;
import dev.sluice.authorizer.pools.message.Purpose;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.Attribute;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserAttributes;
import dev.sluice.authorizer.pools.user.UserJson;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Users whom an administrator makes: they get a temporary password and must change it. Any thread; blocks. */
@Singleton
public final class UserCreation implements OperationSource {
    private static final int GENERATED_LENGTH = 12;

    private final PoolDatabase database;
    private final Pools pools;
    private final Users users;
    private final Outbox outbox;
    private final RandomTexts random;
    private final Clock clock;

    UserCreation(PoolDatabase database, Pools pools, Users users, Outbox outbox, RandomTexts random, Clock clock) {
        this.database = database;
        this.pools = pools;
        this.users = users;
        this.outbox = outbox;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public List<Operation> operations() {
        return List.of(new Operation.Admin("AdminCreateUser", this::adminCreateUser));
    }

    private ObjectNode adminCreateUser(AdminCall call) {
        String name = call.input().name("Username");
        String action = call.input().optional("MessageAction", 16);
        UserPool pool = database.call(call.tenant(), rows -> pools.get(rows, call.poolId()));
        String given = call.input().optional("TemporaryPassword", 256);
        var policy = pool.settings().passwordPolicy();
        String password = given == null ? random.password(Math.max(policy.least(), GENERATED_LENGTH)) : given;
        policy.check(password);
        Instant until = clock.instant().plus(Duration.ofDays(policy.temporaryDays()));
        boolean force = call.input().flag("ForceAliasCreation");
        Map<String, String> attributes = Attribute.map(call.input().list("UserAttributes", Attribute.class));
        User user = switch (action == null ? "" : action) {
            case "", "SUPPRESS" ->
                create(pool, name, attributes, new Temporary(password, until), force, action == null);
            case "RESEND" -> resend(pool, name, new Temporary(password, until));
            default -> throw Refused.invalid("MessageAction must be RESEND or SUPPRESS");
        };
        var answer = WireJson.object();
        answer.set("User", UserJson.listed(user));
        return answer;
    }

    private User create(
            UserPool pool,
            String name,
            Map<String, String> given,
            Temporary temporary,
            boolean force,
            boolean invites) {
        Map<String, String> attributes = NewUsers.attributes(pool, name, given);
        User user = NewUsers.user(pool, name, attributes, UserStatus.FORCE_CHANGE_PASSWORD, temporary.until);
        User blank = NewUsers.user(pool, name, Map.of(), UserStatus.FORCE_CHANGE_PASSWORD, temporary.until);
        UserAttributes.checkChange(pool, blank, given);
        var prepared = users.prepare(pool, user.username(), temporary.password);
        return database.call(pool.tenant(), rows -> {
            if (force) {
                users.releaseAliases(rows, pool, attributes);
            }
            users.create(rows, pool, user, "User account already exists");
            users.setPassword(rows, pool, user, prepared, UserStatus.FORCE_CHANGE_PASSWORD, temporary.until);
            if (invites) {
                invite(rows, pool, user, temporary.password);
            }
            return user;
        });
    }

    private User resend(UserPool pool, String name, Temporary temporary) {
        User user = database.call(pool.tenant(), rows -> users.get(rows, pool, name));
        if (user.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
            throw Refused.of(
                    "UnsupportedUserStateException", "Resend not possible. Status is not FORCE_CHANGE_PASSWORD");
        }
        var prepared = users.prepare(pool, user.username(), temporary.password);
        database.run(pool.tenant(), rows -> {
            users.setPassword(rows, pool, user, prepared, UserStatus.FORCE_CHANGE_PASSWORD, temporary.until);
            invite(rows, pool, user, temporary.password);
        });
        return user;
    }

    private record Temporary(String password, Instant until) {
        @Override
        public String toString() {
            return "Temporary[hidden]";
        }
    }

    private void invite(Rows rows, UserPool pool, User user, String password) {
        Delivery delivery = Delivery.of(user, false);
        if (delivery != null) {
            outbox.add(
                    rows,
                    pool.id(),
                    user.username(),
                    Purpose.INVITATION,
                    delivery,
                    new Outbox.Text(
                            pool.settings().inviteSubject(),
                            pool.settings()
                                    .inviteText()
                                    .replace(
                                            "{username}",
                                            pool.settings().hasUsernameAttributes()
                                                    ? delivery.destination()
                                                    : user.username())
                                    .replace("{####}", password),
                            password));
        }
    }
}
