package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.Integrations;
import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The Integration operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration")
@RunOnVirtualThread
public class IntegrationOperations {
    private final Integrations integrations;

    IntegrationOperations(Integrations integrations) {
        this.integrations = integrations;
    }

    @PUT
    @Permission("apigateway:PUT")
    @ResponseStatus(201)
    public IntegrationJson putIntegration(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            byte[] body) {
        var draft = PutIntegrationRequest.read(body, resource);
        return IntegrationJson.of(integrations.put(new MethodKey(api, resource, verb), draft));
    }

    @GET
    @Permission("apigateway:GET")
    public IntegrationJson getIntegration(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb) {
        return IntegrationJson.of(integrations.require(new MethodKey(api, resource, verb)));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    public IntegrationJson updateIntegration(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateIntegrationInput", body));
        return IntegrationJson.of(integrations.update(new MethodKey(api, resource, verb), operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    public void deleteIntegration(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb) {
        integrations.delete(new MethodKey(api, resource, verb));
    }
}
