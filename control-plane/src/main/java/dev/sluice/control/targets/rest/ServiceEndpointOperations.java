package dev.sluice.control.targets.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.targets.ServiceEndpoints;
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

/** The operations on where a tenant's integrations call AWS services. Translates; decides nothing. */
@Path("/platform/service-endpoints")
@RunOnVirtualThread
public class ServiceEndpointOperations {
    private final ServiceEndpoints targets;

    ServiceEndpointOperations(ServiceEndpoints targets) {
        this.targets = targets;
    }

    @GET
    @Permission("sluice:ListServiceEndpoints")
    public ItemsJson<ServiceEndpointJson> listServiceEndpoints(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(targets.list(PageRequest.of(limit, position)), ServiceEndpointJson::of);
    }

    @GET
    @Path("/{service:.+}")
    @Permission("sluice:GetServiceEndpoints")
    public ServiceEndpointJson getServiceEndpoints(@PathParam("service") String id) {
        return ServiceEndpointJson.of(targets.require(id));
    }

    @PUT
    @Path("/{service:.+}")
    @Permission("sluice:PutServiceEndpoints")
    public ServiceEndpointJson putServiceEndpoints(@PathParam("service") String id, byte[] body) {
        var input = WireInput.of("putServiceEndpointsInput", body);
        String endpoint = input.body().requiredText("endpoint");
        input.check();
        return ServiceEndpointJson.of(targets.put(id, endpoint));
    }

    @DELETE
    @Path("/{service:.+}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteServiceEndpoints")
    public void deleteServiceEndpoints(@PathParam("service") String id) {
        targets.delete(id);
    }
}
