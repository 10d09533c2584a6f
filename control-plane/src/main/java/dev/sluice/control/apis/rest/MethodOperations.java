package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.apis.methods.Methods;
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

/** The Method operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}")
@RunOnVirtualThread
public class MethodOperations {
    private final Methods methods;

    MethodOperations(Methods methods) {
        this.methods = methods;
    }

    @PUT
    @Permission("apigateway:PUT")
    @ResponseStatus(201)
    public MethodJson putMethod(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            byte[] body) {
        return MethodJson.of(methods.put(new MethodKey(api, resource, verb), PutMethodRequest.read(body)));
    }

    @GET
    @Permission("apigateway:GET")
    public MethodJson getMethod(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb) {
        return MethodJson.of(methods.require(new MethodKey(api, resource, verb)));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    public MethodJson updateMethod(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateMethodInput", body));
        return MethodJson.of(methods.update(new MethodKey(api, resource, verb), operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    public void deleteMethod(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb) {
        methods.delete(new MethodKey(api, resource, verb));
    }
}
