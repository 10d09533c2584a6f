package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.openapi.imports.DocumentationImports;
import dev.sluice.control.apis.openapi.imports.ImportTurns;
import dev.sluice.control.platform.permissions.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** ImportDocumentationParts. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/documentation/parts")
@RunOnVirtualThread
public class DocumentationImportOperations {
    private final DocumentationImports imports;
    private final ImportTurns turns;

    DocumentationImportOperations(DocumentationImports imports, ImportTurns turns) {
        this.imports = imports;
        this.turns = turns;
    }

    @PUT
    @Permission("apigateway:PUT")
    public IdsJson importDocumentationParts(@PathParam("restapi_id") String api, @Context UriInfo uri, byte[] body) {
        var query = new ImportQuery(uri.getQueryParameters());
        return new IdsJson(
                turns.take(() -> imports.put(new RestApiId(api), body, query.mode(), query.failOnWarnings())));
    }

    /** The parts that came in. */
    public record IdsJson(List<String> ids) {}
}
