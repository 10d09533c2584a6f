package dev.sluice.control.targets.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.targets.FunctionEndpoints;
import dev.sluice.control.tenants.rest.ItemsJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The operations on where a tenant's functions are invoked. Translates; decides nothing. */
@Path("/platform/function-endpoints")
@RunOnVirtualThread
public class FunctionEndpointOperations {
    private final FunctionEndpoints targets;

    FunctionEndpointOperations(FunctionEndpoints targets) {
        this.targets = targets;
    }

    @GET
    @Permission("sluice:ListFunctionEndpoints")
    public ItemsJson<FunctionEndpointJson> listFunctionEndpoints(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(targets.list(PageRequest.of(limit, position)), FunctionEndpointJson::of);
    }

    @GET
    @Path("/{function_arn:.+}")
    @Permission("sluice:GetFunctionEndpoints")
    public FunctionEndpointJson getFunctionEndpoints(@PathParam("function_arn") String id) {
        return FunctionEndpointJson.of(targets.require(id));
    }

    @PUT
    @Path("/{function_arn:.+}")
    @Permission("sluice:PutFunctionEndpoints")
    public FunctionEndpointJson putFunctionEndpoints(@PathParam("function_arn") String id, byte[] body) {
        var input = WireInput.of("putFunctionEndpointsInput", body);
        String endpoint = input.body().requiredText("endpoint");
        input.check();
        return FunctionEndpointJson.of(targets.put(id, endpoint));
    }

    @DELETE
    @Path("/{function_arn:.+}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteFunctionEndpoints")
    public void deleteFunctionEndpoints(@PathParam("function_arn") String id) {
        targets.delete(id);
    }
}
