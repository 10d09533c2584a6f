package dev.sluice.control.members;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.control.platform.audit.AuditTrail;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.permissions.Role;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Audit records of what members do by the console's own addresses, which is no management call. Blocks. */
@Singleton
public class MemberRecords {
    /** SHA-256 of nothing. */
    private static final String NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final AuditTrail trail;
    private final Installation installation;

    MemberRecords(AuditTrail trail, Installation installation) {
        this.trail = trail;
        this.installation = installation;
    }

    /** Leaves a record as part of the transaction on this connection, of a role that sees all tenants. */
    public void append(Connection connection, Actor actor, String operation, Source source) throws SQLException {
        String key = "member/" + actor.member();
        var identity = Identity.user(actor.tenant().value(), installation.userArn(actor.tenant(), actor.name()), key);
        var caller = new Principal(actor.tenant(), identity, key, CallerPolicies.of(Role.NONE.policy()), List.of());
        var call = new Call(source.requestId(), caller, source.address(), "POST", "/console/", NO_BODY);
        trail.append(connection, actor.tenant(), operation, "console", call);
    }
}
