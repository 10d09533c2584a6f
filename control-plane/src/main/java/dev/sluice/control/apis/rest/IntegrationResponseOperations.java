package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.apis.methods.IntegrationResponses;
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

/** The IntegrationResponse operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}")
@RunOnVirtualThread
public class IntegrationResponseOperations {
    private final IntegrationResponses responses;

    IntegrationResponseOperations(IntegrationResponses responses) {
        this.responses = responses;
    }

    @PUT
    @Permission("apigateway:PUT")
    @ResponseStatus(201)
    public IntegrationResponseJson putIntegrationResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status,
            byte[] body) {
        var input = WireInput.of("putIntegrationResponseInput", body);
        StatusCodeLabel.check(input, status);
        var response = new IntegrationResponse(
                input.body().text("selectionPattern"),
                input.body().textMap("responseParameters"),
                input.body().textMap("responseTemplates"),
                input.body().text("contentHandling", PutIntegrationRequest.CONTENT_HANDLING));
        input.check();
        return IntegrationResponseJson.of(status, responses.put(new MethodKey(api, resource, verb), status, response));
    }

    @GET
    @Permission("apigateway:GET")
    public IntegrationResponseJson getIntegrationResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status) {
        StatusCodeLabel.check(status);
        return IntegrationResponseJson.of(status, responses.require(new MethodKey(api, resource, verb), status));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    public IntegrationResponseJson updateIntegrationResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status,
            byte[] body) {
        var input = WireInput.of("updateIntegrationResponseInput", body);
        StatusCodeLabel.check(input, status);
        var operations = PatchOperation.read(input);
        return IntegrationResponseJson.of(
                status, responses.update(new MethodKey(api, resource, verb), status, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    public void deleteIntegrationResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status) {
        StatusCodeLabel.check(status);
        responses.delete(new MethodKey(api, resource, verb), status);
    }
}
