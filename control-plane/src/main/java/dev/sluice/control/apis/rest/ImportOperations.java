package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.openapi.imports.ApiImports;
import dev.sluice.control.apis.openapi.imports.ImportTurns;
import dev.sluice.control.platform.permissions.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The operations that make and change REST APIs by OpenAPI documents. Translates; decides nothing. */
@Path("/restapis")
@RunOnVirtualThread
public class ImportOperations {
    private final ApiImports imports;
    private final ImportTurns turns;

    ImportOperations(ApiImports imports, ImportTurns turns) {
        this.imports = imports;
        this.turns = turns;
    }

    @POST
    @Path("/!ImportRestApi")
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public RestApiJson importRestApi(@Context UriInfo uri, byte[] body) {
        var query = new ImportQuery(uri.getQueryParameters());
        return RestApiJson.of(turns.take(() -> imports.create(body, query.options())));
    }

    @PUT
    @Path("/{restapi_id}")
    @Permission("apigateway:PUT")
    public RestApiJson putRestApi(@PathParam("restapi_id") String api, @Context UriInfo uri, byte[] body) {
        var query = new ImportQuery(uri.getQueryParameters());
        return RestApiJson.withTags(
                turns.take(() -> imports.put(new RestApiId(api), body, query.mode(), query.options())));
    }
}
