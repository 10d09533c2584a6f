package dev.sluice.control.usageplans.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.usageplans.UsagePlans;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The UsagePlan operations of the management API. Translates; decides nothing. */
@Path("/usageplans")
@RunOnVirtualThread
public class UsagePlanOperations {
    private final UsagePlans plans;

    UsagePlanOperations(UsagePlans plans) {
        this.plans = plans;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public UsagePlanJson createUsagePlan(byte[] body) {
        return UsagePlanJson.of(plans.create(CreateUsagePlanRequest.read(body).toDraft()));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<UsagePlanJson> getUsagePlans(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position,
            @QueryParam("keyId") @Nullable String keyId) {
        var page = plans.list(keyId == null || keyId.isEmpty() ? null : keyId, PageRequest.of(limit, position));
        return ListJson.of(page, UsagePlanJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{usageplanId}")
    public UsagePlanJson getUsagePlan(@PathParam("usageplanId") String plan) {
        return UsagePlanJson.withTags(plans.require(plan));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{usageplanId}")
    public UsagePlanJson updateUsagePlan(@PathParam("usageplanId") String plan, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateUsagePlanInput", body));
        return UsagePlanJson.withTags(plans.update(plan, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{usageplanId}")
    @ResponseStatus(202)
    public void deleteUsagePlan(@PathParam("usageplanId") String plan) {
        plans.delete(plan);
    }
}
