package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.audit.AuditRecord;
import dev.sluice.control.platform.audit.AuditTrail;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on a tenant's own audit records. Translates; decides nothing. */
@Path("/platform/audit")
@RunOnVirtualThread
public class AuditOperations {
    private final AuditTrail trail;
    private final CurrentTenant tenant;

    AuditOperations(AuditTrail trail, CurrentTenant tenant) {
        this.trail = trail;
        this.tenant = tenant;
    }

    /** Newest first. */
    @GET
    @Permission("sluice:ListAuditRecords")
    public AuditJson listAuditRecords(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        int count = PageRequest.of(limit, null).limit();
        List<AuditRecord> records = trail.before(sequence(position), count + 1);
        return AuditJson.of(records, count);
    }

    /** Follows the hash chain and names the first record that was altered or removed. */
    @GET
    @Path("/check")
    @Permission("sluice:CheckAuditChain")
    public AuditCheckJson checkAuditChain() {
        return AuditCheckJson.of(trail.check(tenant.id()));
    }

    private static long sequence(@Nullable String position) {
        if (position == null || position.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!position.matches("[1-9]\\d{0,17}")) {
            throw ProblemException.badRequest("Invalid position specified");
        }
        return Long.parseLong(position);
    }
}
