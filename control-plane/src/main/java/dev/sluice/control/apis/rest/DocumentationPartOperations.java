package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.documentation.DocumentationParts;
import dev.sluice.control.apis.documentation.PartFilter;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The DocumentationPart operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/documentation/parts")
@RunOnVirtualThread
public class DocumentationPartOperations {
    private static final Rule LOCATION_STATUS = Rule.oneOf("UNDOCUMENTED", "DOCUMENTED");

    private final DocumentationParts parts;

    DocumentationPartOperations(DocumentationParts parts) {
        this.parts = parts;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public DocumentationPartJson createDocumentationPart(@PathParam("restapi_id") String api, byte[] body) {
        return DocumentationPartJson.of(parts.create(
                new RestApiId(api), CreateDocumentationPartRequest.read(body).toNewPart()));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<DocumentationPartJson> getDocumentationParts(
            @PathParam("restapi_id") String api, @BeanParam Wanted wanted) {
        var page = parts.list(new RestApiId(api), wanted.filter(), PageRequest.of(wanted.limit, wanted.position));
        return ListJson.of(page, DocumentationPartJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{part_id}")
    public DocumentationPartJson getDocumentationPart(
            @PathParam("restapi_id") String api, @PathParam("part_id") String part) {
        return DocumentationPartJson.of(parts.require(new RestApiId(api), part));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{part_id}")
    public DocumentationPartJson updateDocumentationPart(
            @PathParam("restapi_id") String api, @PathParam("part_id") String part, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateDocumentationPartInput", body));
        return DocumentationPartJson.of(parts.update(new RestApiId(api), part, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{part_id}")
    @ResponseStatus(202)
    public void deleteDocumentationPart(@PathParam("restapi_id") String api, @PathParam("part_id") String part) {
        parts.delete(new RestApiId(api), part);
    }

    /** The query of GetDocumentationParts. */
    public static final class Wanted {
        @QueryParam("type")
        @Nullable
        String type;

        @QueryParam("name")
        @Nullable
        String name;

        @QueryParam("path")
        @Nullable
        String path;

        @QueryParam("locationStatus")
        @Nullable
        String locationStatus;

        @QueryParam("limit")
        @Nullable
        String limit;

        @QueryParam("position")
        @Nullable
        String position;

        PartFilter filter() {
            var input = WireInput.ofLabels();
            input.label("type", type, CreateDocumentationPartRequest.TYPE);
            input.label("locationStatus", locationStatus, LOCATION_STATUS);
            input.check();
            return new PartFilter(type, name, path, locationStatus);
        }
    }
}
