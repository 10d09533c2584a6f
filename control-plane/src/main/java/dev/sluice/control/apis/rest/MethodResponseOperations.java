package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.apis.methods.MethodResponse;
import dev.sluice.control.apis.methods.MethodResponses;
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

/** The MethodResponse operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}")
@RunOnVirtualThread
public class MethodResponseOperations {
    private final MethodResponses responses;

    MethodResponseOperations(MethodResponses responses) {
        this.responses = responses;
    }

    @PUT
    @Permission("apigateway:PUT")
    @ResponseStatus(201)
    public MethodResponseJson putMethodResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status,
            byte[] body) {
        var input = WireInput.of("putMethodResponseInput", body);
        StatusCodeLabel.check(input, status);
        var response = new MethodResponse(
                input.body().flagMap("responseParameters"), input.body().textMap("responseModels"));
        input.check();
        return MethodResponseJson.of(status, responses.put(new MethodKey(api, resource, verb), status, response));
    }

    @GET
    @Permission("apigateway:GET")
    public MethodResponseJson getMethodResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status) {
        StatusCodeLabel.check(status);
        return MethodResponseJson.of(status, responses.require(new MethodKey(api, resource, verb), status));
    }

    /** management-api 1: this update answers 201. */
    @PATCH
    @Permission("apigateway:PATCH")
    @ResponseStatus(201)
    public MethodResponseJson updateMethodResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status,
            byte[] body) {
        var input = WireInput.of("updateMethodResponseInput", body);
        StatusCodeLabel.check(input, status);
        var operations = PatchOperation.read(input);
        return MethodResponseJson.of(status, responses.update(new MethodKey(api, resource, verb), status, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    public void deleteMethodResponse(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            @PathParam("status_code") String status) {
        StatusCodeLabel.check(status);
        responses.delete(new MethodKey(api, resource, verb), status);
    }
}
