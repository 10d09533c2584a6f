package dev.sluice.control.signin;

import dev.sluice.control.members.Membership;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.permissions.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A session as the console reads it. */
final class SessionJson {
    private SessionJson() {}

    static JsonObject of(BrowserSessionRow row, List<Membership> accounts, String antiForgeryToken, Instant expiry) {
        var list = new JsonArray();
        accounts.forEach(each -> list.add(new JsonObject()
                .put("id", each.tenant().value())
                .put("name", each.account())
                .put("role", role(each.tenant(), each.role()))));
        var session = new JsonObject()
                .put(
                        "member",
                        new JsonObject()
                                .put("name", row.name())
                                .put("email", row.email())
                                .put("subject", row.subject()))
                .put("account", new JsonObject().put("id", row.tenant().value()).put("name", row.account()))
                .put("role", role(row.tenant(), row.role()))
                .put("accounts", list)
                .put("antiForgeryToken", antiForgeryToken)
                .put("expiresAt", expiry.truncatedTo(ChronoUnit.SECONDS).toString());
        return new JsonObject().put("session", session);
    }

    /** Whoever owns the operator's account is the operator. */
    static String role(TenantId tenant, String role) {
        return tenant.equals(TenantId.OPERATOR) && role.equals(Role.OWNER.label()) ? "operator" : role;
    }
}
