package dev.sluice.control.usageplans.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.values.DayRange;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.usageplans.Membership;
import dev.sluice.control.usageplans.Usages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The Usage operations of the management API. Translates; decides nothing. */
@Path("/usageplans")
@RunOnVirtualThread
public class UsageOperations {
    private final Usages usages;

    UsageOperations(Usages usages) {
        this.usages = usages;
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{usageplanId}/usage")
    public UsageJson getUsage(
            @PathParam("usageplanId") String plan,
            @QueryParam("keyId") @Nullable String keyId,
            @QueryParam("startDate") @Nullable String startDate,
            @QueryParam("endDate") @Nullable String endDate,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var input = WireInput.of("getUsageInput", new byte[0]);
        String from = input.requiredQuery("startDate", startDate);
        String to = input.requiredQuery("endDate", endDate);
        input.check();
        return UsageJson.of(usages.get(
                plan,
                keyId == null || keyId.isEmpty() ? null : keyId,
                DayRange.parse(from, to),
                PageRequest.of(limit, position)));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{usageplanId}/keys/{keyId}/usage")
    public UsageJson updateUsage(@PathParam("usageplanId") String plan, @PathParam("keyId") String key, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateUsageInput", body));
        return UsageJson.of(usages.update(new Membership(plan, key), operations));
    }
}
