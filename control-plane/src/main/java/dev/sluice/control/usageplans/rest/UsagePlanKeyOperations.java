package dev.sluice.control.usageplans.rest;

import dev.sluice.control.apikeys.ApiKey;
import dev.sluice.control.apikeys.ApiKeys;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.usageplans.Membership;
import dev.sluice.control.usageplans.UsagePlanKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The UsagePlanKey operations of the management API. Translates; decides nothing. */
@Path("/usageplans")
@RunOnVirtualThread
public class UsagePlanKeyOperations {
    private final UsagePlanKeys planKeys;
    private final ApiKeys keys;

    UsagePlanKeyOperations(UsagePlanKeys planKeys, ApiKeys keys) {
        this.planKeys = planKeys;
        this.keys = keys;
    }

    @POST
    @Permission("apigateway:POST")
    @Path("/{usageplanId}/keys")
    @ResponseStatus(201)
    public UsagePlanKeyJson createUsagePlanKey(@PathParam("usageplanId") String plan, byte[] body) {
        var input = WireInput.of("createUsagePlanKeyInput", body);
        String key = input.body().requiredText("keyId");
        String type = input.body().requiredText("keyType");
        input.check();
        if (!type.equals(UsagePlanKeyJson.TYPE)) {
            throw ProblemException.badRequest("Invalid key type specified. Must be " + UsagePlanKeyJson.TYPE);
        }
        return json(planKeys.create(new Membership(plan, key)));
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{usageplanId}/keys")
    public ListJson<UsagePlanKeyJson> getUsagePlanKeys(
            @PathParam("usageplanId") String plan,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position,
            @QueryParam("name") @Nullable String name) {
        var page = planKeys.list(plan, name == null || name.isEmpty() ? null : name, PageRequest.of(limit, position));
        return ListJson.of(page, this::json);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{usageplanId}/keys/{keyId}")
    public UsagePlanKeyJson getUsagePlanKey(@PathParam("usageplanId") String plan, @PathParam("keyId") String key) {
        return json(planKeys.require(new Membership(plan, key)));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{usageplanId}/keys/{keyId}")
    @ResponseStatus(202)
    public void deleteUsagePlanKey(@PathParam("usageplanId") String plan, @PathParam("keyId") String key) {
        planKeys.delete(new Membership(plan, key));
    }

    private UsagePlanKeyJson json(ApiKey key) {
        return UsagePlanKeyJson.of(key, keys.value(key));
    }
}
