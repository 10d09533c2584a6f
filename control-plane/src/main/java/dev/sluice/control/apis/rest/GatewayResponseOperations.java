package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.gatewayresponses.GatewayResponseDraft;
import dev.sluice.control.apis.gatewayresponses.GatewayResponses;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The GatewayResponse operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/gatewayresponses")
@RunOnVirtualThread
public class GatewayResponseOperations {
    private final GatewayResponses responses;

    GatewayResponseOperations(GatewayResponses responses) {
        this.responses = responses;
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<GatewayResponseJson> getGatewayResponses(
            @PathParam("restapi_id") String api,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var page = responses.list(new RestApiId(api), PageRequest.of(limit, position));
        return ListJson.of(page, GatewayResponseJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{response_type}")
    public GatewayResponseJson getGatewayResponse(
            @PathParam("restapi_id") String api, @PathParam("response_type") String type) {
        var checked = GatewayResponseTypeLabel.checked(type);
        return GatewayResponseJson.of(responses.get(new RestApiId(api), checked));
    }

    @PUT
    @Permission("apigateway:PUT")
    @Path("/{response_type}")
    @ResponseStatus(201)
    public GatewayResponseJson putGatewayResponse(
            @PathParam("restapi_id") String api, @PathParam("response_type") String type, byte[] body) {
        var input = WireInput.of("putGatewayResponseInput", body);
        GatewayResponseTypeLabel.check(input, type);
        var draft = new GatewayResponseDraft(
                input.body().text("statusCode", StatusCodeLabel.RULE),
                input.body().textMap("responseParameters"),
                input.body().textMap("responseTemplates"));
        input.check();
        var read = GatewayResponseTypeLabel.read(type);
        return GatewayResponseJson.of(responses.put(new RestApiId(api), read, draft));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{response_type}")
    public GatewayResponseJson updateGatewayResponse(
            @PathParam("restapi_id") String api, @PathParam("response_type") String type, byte[] body) {
        var input = WireInput.of("updateGatewayResponseInput", body);
        GatewayResponseTypeLabel.check(input, type);
        var operations = PatchOperation.read(input);
        var read = GatewayResponseTypeLabel.read(type);
        return GatewayResponseJson.of(responses.update(new RestApiId(api), read, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{response_type}")
    @ResponseStatus(202)
    public void deleteGatewayResponse(@PathParam("restapi_id") String api, @PathParam("response_type") String type) {
        responses.delete(new RestApiId(api), GatewayResponseTypeLabel.checked(type));
    }
}
