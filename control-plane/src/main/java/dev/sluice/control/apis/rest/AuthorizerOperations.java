package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.authorizers.Authorizers;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
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

/** The Authorizer operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/authorizers")
@RunOnVirtualThread
public class AuthorizerOperations {
    private final Authorizers authorizers;

    AuthorizerOperations(Authorizers authorizers) {
        this.authorizers = authorizers;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public AuthorizerJson createAuthorizer(@PathParam("restapi_id") String api, byte[] body) {
        return AuthorizerJson.of(authorizers.create(new RestApiId(api), CreateAuthorizerRequest.read(body)));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<AuthorizerJson> getAuthorizers(
            @PathParam("restapi_id") String api,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var page = authorizers.list(new RestApiId(api), PageRequest.of(limit, position));
        return ListJson.of(page, AuthorizerJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{authorizer_id}")
    public AuthorizerJson getAuthorizer(
            @PathParam("restapi_id") String api, @PathParam("authorizer_id") String authorizer) {
        return AuthorizerJson.of(authorizers.require(new RestApiId(api), authorizer));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{authorizer_id}")
    public AuthorizerJson updateAuthorizer(
            @PathParam("restapi_id") String api, @PathParam("authorizer_id") String authorizer, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateAuthorizerInput", body));
        return AuthorizerJson.of(authorizers.update(new RestApiId(api), authorizer, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{authorizer_id}")
    @ResponseStatus(202)
    public void deleteAuthorizer(@PathParam("restapi_id") String api, @PathParam("authorizer_id") String authorizer) {
        authorizers.delete(new RestApiId(api), authorizer);
    }
}
