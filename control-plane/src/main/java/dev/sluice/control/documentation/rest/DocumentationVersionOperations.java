package dev.sluice.control.documentation.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.documentation.DocumentationVersions;
import dev.sluice.control.documentation.NewVersion;
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

/** The DocumentationVersion operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/documentation/versions")
@RunOnVirtualThread
public class DocumentationVersionOperations {
    private final DocumentationVersions versions;

    DocumentationVersionOperations(DocumentationVersions versions) {
        this.versions = versions;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public DocumentationVersionJson createDocumentationVersion(@PathParam("restapi_id") String api, byte[] bytes) {
        var input = WireInput.of("createDocumentationVersionInput", bytes);
        var body = input.body();
        var wanted = new NewVersion(
                body.requiredText("documentationVersion"),
                body.filledText("description"),
                body.filledText("stageName"));
        input.check();
        return DocumentationVersionJson.of(versions.create(new RestApiId(api), wanted));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<DocumentationVersionJson> getDocumentationVersions(
            @PathParam("restapi_id") String api,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        return ListJson.of(
                versions.list(new RestApiId(api), PageRequest.of(limit, position)), DocumentationVersionJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{doc_version}")
    public DocumentationVersionJson getDocumentationVersion(
            @PathParam("restapi_id") String api, @PathParam("doc_version") String version) {
        return DocumentationVersionJson.of(versions.require(new RestApiId(api), version));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{doc_version}")
    public DocumentationVersionJson updateDocumentationVersion(
            @PathParam("restapi_id") String api, @PathParam("doc_version") String version, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateDocumentationVersionInput", body));
        return DocumentationVersionJson.of(versions.update(new RestApiId(api), version, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{doc_version}")
    @ResponseStatus(202)
    public void deleteDocumentationVersion(
            @PathParam("restapi_id") String api, @PathParam("doc_version") String version) {
        versions.delete(new RestApiId(api), version);
    }
}
