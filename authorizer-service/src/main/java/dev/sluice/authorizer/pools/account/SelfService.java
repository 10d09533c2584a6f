package dev.sluice.authorizer.pools.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.message.Codes;
import dev.sluice.authorizer.pools.message.Delivery;
import dev.sluice.authorizer.pools.message.Purpose;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PublicCall;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.AccessTokens;
import dev.sluice.authorizer.pools.token.AccessTokens.Holder;
import dev.sluice.authorizer.pools.token.SignIn;
import dev.sluice.authorizer.pools.token.SignIns;
import dev.sluice.authorizer.pools.user.Attribute;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserAttributes;
import dev.sluice.authorizer.pools.user.UserJson;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What users do with their own account by an access token, and without one when they forgot the password. */
@Singleton
public final class SelfService implements OperationSource {
    private static final int LONGEST_TOKEN = 8192;

    private final PoolDatabase database;
    private final AccessTokens tokens;
    private final Users users;
    private final SignIns signIns;
    private final AccountParts parts;
    private final Recoveries recoveries;

    SelfService(
            PoolDatabase database,
            AccessTokens tokens,
            Users users,
            SignIns signIns,
            AccountParts parts,
            Recoveries recoveries) {
        this.database = database;
        this.tokens = tokens;
        this.users = users;
        this.signIns = signIns;
        this.parts = parts;
        this.recoveries = recoveries;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Public("ForgotPassword", recoveries::forgotPassword),
                new Operation.Public("ConfirmForgotPassword", recoveries::confirmForgotPassword),
                new Operation.Public("GetUser", this::getUser),
                new Operation.Public("ChangePassword", this::changePassword),
                new Operation.Public("GlobalSignOut", this::globalSignOut),
                new Operation.Public("UpdateUserAttributes", this::updateUserAttributes),
                new Operation.Public("DeleteUserAttributes", this::deleteUserAttributes),
                new Operation.Public("GetUserAttributeVerificationCode", this::getUserAttributeVerificationCode),
                new Operation.Public("VerifyUserAttribute", this::verifyUserAttribute),
                new Operation.Public("DeleteUser", this::deleteUser),
                new Operation.Public("GetUserAuthFactors", this::getUserAuthFactors));
    }

    private ObjectNode getUser(PublicCall call) {
        Holder holder = holder(call);
        var readable = new LinkedHashMap<String, String>();
        var settings = parts.client(holder).settings();
        holder.user().all().forEach((name, value) -> {
            if (settings.reads(name) && !name.startsWith("dev:")) {
                readable.put(name, value);
            }
        });
        var answer = WireJson.object().put("Username", holder.user().username());
        UserJson.attributes(answer.putArray("UserAttributes"), readable);
        return answer;
    }

    private ObjectNode getUserAuthFactors(PublicCall call) {
        Holder holder = holder(call);
        var answer = WireJson.object().put("Username", holder.user().username());
        answer.putArray("ConfiguredUserAuthFactors").add("PASSWORD");
        return answer;
    }

    private ObjectNode changePassword(PublicCall call) {
        Holder holder = holder(call);
        String previous = call.input().text("PreviousPassword", 256);
        String proposed = call.input().text("ProposedPassword", 256);
        holder.pool().settings().passwordPolicy().check(proposed);
        var proved = parts.proof().prove(parts.registered(holder), holder.user().username(), previous, call.address());
        var prepared = users.prepare(holder.pool(), holder.user().username(), proposed);
        database.run(holder.pool().tenant(), rows -> {
            User user = parts.proof().current(rows, holder.pool(), proved);
            if (user.status() != UserStatus.CONFIRMED) {
                // Else a holder of the old password undoes what an administrator began.
                throw Refused.of("PasswordResetRequiredException", "Password reset required for the user");
            }
            users.setPassword(rows, holder.pool(), user, prepared, UserStatus.CONFIRMED, null);
        });
        return WireJson.object();
    }

    private ObjectNode globalSignOut(PublicCall call) {
        Holder holder = holder(call);
        database.run(holder.pool().tenant(), rows -> signIns.revokeAll(rows, holder.pool(), holder.user()));
        return WireJson.object();
    }

    private ObjectNode updateUserAttributes(PublicCall call) {
        Holder holder = holder(call);
        UserPool pool = holder.pool();
        Map<String, String> changes = Attribute.map(call.input().list("UserAttributes", Attribute.class));
        UserAttributes.checkWritable(parts.client(holder).settings(), changes);
        UserAttributes.checkChange(pool, holder.user(), changes);
        changes.forEach((name, value) -> refuseLoss(pool, name, value));
        if (changes.keySet().stream().anyMatch(pool.settings()::isAutoVerified)) {
            parts.takeMessage(holder, call.address());
        }
        return database.call(pool.tenant(), rows -> {
            User changed = users.change(rows, pool, holder.user(), changes, false);
            var answer = WireJson.object();
            var list = answer.putArray("CodeDeliveryDetailsList");
            for (String attribute : List.of("email", "phone_number")) {
                String address = changed.attributes().get(attribute);
                if (address != null
                        && changes.containsKey(attribute)
                        && !changed.isVerified(attribute)
                        && pool.settings().isAutoVerified(attribute)) {
                    var delivery = new Delivery(attribute, address);
                    parts.codes().send(rows, pool, changed, Purpose.verifying(attribute), delivery);
                    list.add(delivery.json());
                }
            }
            return answer;
        });
    }

    private ObjectNode deleteUserAttributes(PublicCall call) {
        Holder holder = holder(call);
        var changes = new LinkedHashMap<String, String>();
        for (String name : call.input().texts("UserAttributeNames")) {
            refuseLoss(holder.pool(), name, "");
            changes.put(name, "");
        }
        UserAttributes.checkWritable(parts.client(holder).settings(), changes);
        UserAttributes.checkChange(holder.pool(), holder.user(), changes);
        database.run(holder.pool().tenant(), rows -> users.change(rows, holder.pool(), holder.user(), changes, false));
        return WireJson.object();
    }

    private ObjectNode getUserAttributeVerificationCode(PublicCall call) {
        Holder holder = holder(call);
        String attribute = contact(call);
        String address = holder.user().attributes().get(attribute);
        if (address == null) {
            throw Refused.invalid("User has no attribute " + attribute);
        }
        parts.takeMessage(holder, call.address());
        var delivery = new Delivery(attribute, address);
        database.run(
                holder.pool().tenant(),
                rows -> parts.codes().send(rows, holder.pool(), holder.user(), Purpose.verifying(attribute), delivery));
        var answer = WireJson.object();
        answer.set("CodeDeliveryDetails", delivery.json());
        return answer;
    }

    private ObjectNode verifyUserAttribute(PublicCall call) {
        Holder holder = holder(call);
        String attribute = contact(call);
        Purpose purpose = Purpose.verifying(attribute);
        Codes codes = parts.codes();
        codes.check(
                holder.pool(),
                Codes.Claim.of(holder.user(), purpose),
                call.input().text("Code", 2048));
        database.run(holder.pool().tenant(), rows -> {
            codes.spend(rows, holder.pool(), holder.user(), purpose);
            users.change(rows, holder.pool(), holder.user(), Map.of(attribute + "_verified", "true"), false);
        });
        return WireJson.object();
    }

    private ObjectNode deleteUser(PublicCall call) {
        Holder holder = holder(call);
        database.run(holder.pool().tenant(), rows -> users.delete(rows, holder.pool(), holder.user()));
        return WireJson.object();
    }

    private Holder holder(PublicCall call) {
        return tokens.verify(call.input().text("AccessToken", LONGEST_TOKEN), SignIn.SELF);
    }

    private static String contact(PublicCall call) {
        String attribute = call.input().text("AttributeName", 32);
        if (!attribute.equals("email") && !attribute.equals("phone_number")) {
            throw Refused.invalid("Only email and phone_number can be verified");
        }
        return attribute;
    }

    /** A required attribute cannot go, nor one that is the user's name. */
    private static void refuseLoss(UserPool pool, String name, String value) {
        var attribute = pool.schema().find(name);
        if (value.isEmpty()
                && attribute != null
                && (attribute.isRequired() || pool.settings().isUsername(name))) {
            throw Refused.invalid(
                    "Attributes did not conform to the schema: " + name + ": The attribute is required\n");
        }
    }
}
