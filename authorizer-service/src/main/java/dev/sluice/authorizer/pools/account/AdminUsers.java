package dev.sluice.authorizer.pools.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.message.Codes;
import dev.sluice.authorizer.pools.message.Delivery;
import dev.sluice.authorizer.pools.message.Purpose;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.SignIns;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What administrators do with users. Any thread; blocks. */
@Singleton
public final class AdminUsers implements OperationSource {
    private final PoolDatabase database;
    private final Pools pools;
    private final Users users;
    private final SignIns signIns;
    private final Codes codes;
    private final Clock clock;

    AdminUsers(PoolDatabase database, Pools pools, Users users, SignIns signIns, Codes codes, Clock clock) {
        this.database = database;
        this.pools = pools;
        this.users = users;
        this.signIns = signIns;
        this.codes = codes;
        this.clock = clock;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Admin("AdminGetUser", this::adminGetUser),
                new Operation.Admin("AdminSetUserPassword", this::adminSetUserPassword),
                new Operation.Admin("AdminConfirmSignUp", this::adminConfirmSignUp),
                new Operation.Admin("AdminResetUserPassword", this::adminResetUserPassword),
                new Operation.Admin(
                        "AdminEnableUser",
                        call -> with(call, (rows, pool, user) -> users.setEnabled(rows, pool, user, true))),
                new Operation.Admin(
                        "AdminDisableUser",
                        call -> with(call, (rows, pool, user) -> {
                            users.setEnabled(rows, pool, user, false);
                            signIns.revokeAll(rows, pool, user);
                        })),
                new Operation.Admin("AdminDeleteUser", call -> with(call, users::delete)),
                new Operation.Admin("AdminUserGlobalSignOut", call -> with(call, signIns::revokeAll)),
                new Operation.Admin("AdminUpdateUserAttributes", this::adminUpdateUserAttributes),
                new Operation.Admin("AdminDeleteUserAttributes", this::adminDeleteUserAttributes));
    }

    private ObjectNode adminGetUser(AdminCall call) {
        String name = call.input().name("Username");
        return database.call(call.tenant(), rows -> {
            UserPool pool = pools.get(rows, call.poolId());
            return UserJson.described(users.get(rows, pool, name));
        });
    }

    private ObjectNode adminSetUserPassword(AdminCall call) {
        String name = call.input().name("Username");
        String password = call.input().text("Password", 256);
        boolean permanent = call.input().flag("Permanent");
        UserPool pool = database.call(call.tenant(), rows -> pools.get(rows, call.poolId()));
        pool.settings().passwordPolicy().check(password);
        User user = database.call(call.tenant(), rows -> users.get(rows, pool, name));
        var prepared = users.prepare(pool, user.username(), password);
        Instant until = permanent
                ? null
                : clock.instant()
                        .plus(Duration.ofDays(pool.settings().passwordPolicy().temporaryDays()));
        database.run(
                call.tenant(),
                rows -> users.setPassword(
                        rows,
                        pool,
                        user,
                        prepared,
                        permanent ? UserStatus.CONFIRMED : UserStatus.FORCE_CHANGE_PASSWORD,
                        until));
        return WireJson.object();
    }

    private ObjectNode adminConfirmSignUp(AdminCall call) {
        return with(call, (rows, pool, user) -> {
            if (user.status() != UserStatus.UNCONFIRMED) {
                throw Refused.notAuthorized("User cannot be confirmed. Current status is " + user.status());
            }
            users.setStatus(rows, pool, user, UserStatus.CONFIRMED);
        });
    }

    private ObjectNode adminResetUserPassword(AdminCall call) {
        return with(call, (rows, pool, user) -> {
            if (user.status() != UserStatus.CONFIRMED && user.status() != UserStatus.RESET_REQUIRED) {
                throw Refused.notAuthorized("User password cannot be reset in the current state.");
            }
            Delivery delivery = Delivery.of(user, true);
            if (delivery == null) {
                throw Refused.invalid(
                        "Cannot reset password for the user as there is no registered/verified email or phone_number");
            }
            users.setStatus(rows, pool, user, UserStatus.RESET_REQUIRED);
            signIns.revokeAll(rows, pool, user);
            codes.send(rows, pool, user, Purpose.FORGOT_PASSWORD, delivery);
        });
    }

    private ObjectNode adminUpdateUserAttributes(AdminCall call) {
        Map<String, String> changes = Attribute.map(call.input().list("UserAttributes", Attribute.class));
        return with(call, (rows, pool, user) -> {
            UserAttributes.checkChange(pool, user, changes);
            users.change(rows, pool, user, changes, false);
        });
    }

    private ObjectNode adminDeleteUserAttributes(AdminCall call) {
        var changes = new LinkedHashMap<String, String>();
        call.input().texts("UserAttributeNames").forEach(name -> changes.put(name, ""));
        return with(call, (rows, pool, user) -> {
            UserAttributes.checkChange(pool, user, changes);
            users.change(rows, pool, user, changes, false);
        });
    }

    private ObjectNode with(AdminCall call, Change change) {
        String name = call.input().name("Username");
        database.run(call.tenant(), rows -> {
            UserPool pool = pools.get(rows, call.poolId());
            change.apply(rows, pool, users.get(rows, pool, name));
        });
        return WireJson.object();
    }

    /** Changes one user. */
    @FunctionalInterface
    private interface Change {
        void apply(Rows rows, UserPool pool, User user);
    }
}
