package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiCopies;
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

/** The RestApi operations of the management API. Translates; decides nothing. */
@Path("/restapis")
@RunOnVirtualThread
public class RestApiOperations {
    private final RestApis apis;
    private final ApiCopies copies;

    RestApiOperations(RestApis apis, ApiCopies copies) {
        this.apis = apis;
        this.copies = copies;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public RestApiJson createRestApi(byte[] body) {
        var request = CreateRestApiRequest.read(body);
        String source = request.cloneFrom();
        return RestApiJson.of(
                source == null
                        ? apis.create(request.toDraft())
                        : copies.create(new RestApiId(source), request::toCopyOf));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<RestApiJson> getRestApis(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ListJson.of(apis.list(PageRequest.of(limit, position)), RestApiJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{restapi_id}")
    public RestApiJson getRestApi(@PathParam("restapi_id") String api) {
        return RestApiJson.withTags(apis.require(new RestApiId(api)));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{restapi_id}")
    public RestApiJson updateRestApi(@PathParam("restapi_id") String api, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateRestApiInput", body));
        return RestApiJson.withTags(apis.update(new RestApiId(api), operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{restapi_id}")
    @ResponseStatus(202)
    public void deleteRestApi(@PathParam("restapi_id") String api) {
        apis.delete(new RestApiId(api));
    }
}
