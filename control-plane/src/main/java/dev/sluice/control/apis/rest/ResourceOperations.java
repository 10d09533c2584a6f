package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.methods.Method;
import dev.sluice.control.apis.methods.Methods;
import dev.sluice.control.apis.resources.Resource;
import dev.sluice.control.apis.resources.ResourceKey;
import dev.sluice.control.apis.resources.Resources;
import dev.sluice.control.platform.paging.Page;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The Resource operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/resources")
@RunOnVirtualThread
public class ResourceOperations {
    private final Resources resources;
    private final Methods methods;

    ResourceOperations(Resources resources, Methods methods) {
        this.resources = resources;
        this.methods = methods;
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<ResourceJson> getResources(
            @PathParam("restapi_id") String api,
            @QueryParam("embed") List<String> embed,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var id = new RestApiId(api);
        Page<Resource> page = resources.list(id, PageRequest.of(limit, position));
        if (embed.contains(ResourceJson.EMBED_METHODS)) {
            return whole(id, page);
        }
        Map<String, List<String>> verbs = methods.verbs(id, ids(page));
        return ListJson.of(page, resource -> ResourceJson.of(resource, verbs.getOrDefault(resource.id(), List.of())));
    }

    private ListJson<ResourceJson> whole(RestApiId api, Page<Resource> page) {
        Map<String, Long> sizes = methods.sizes(api, ids(page));
        Page<Resource> held = page.untilFull(resource -> sizes.getOrDefault(resource.id(), 0L), Resource::position);
        Map<String, List<Method>> byResource =
                methods.ofResources(api, ids(held)).stream().collect(Collectors.groupingBy(Method::resourceId));
        return ListJson.of(
                held, resource -> ResourceJson.whole(resource, byResource.getOrDefault(resource.id(), List.of())));
    }

    private static List<String> ids(Page<Resource> page) {
        return page.items().stream().map(Resource::id).toList();
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{resource_id}")
    public ResourceJson getResource(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @QueryParam("embed") List<String> embed) {
        return json(resources.require(new ResourceKey(api, resource)), embed);
    }

    @POST
    @Permission("apigateway:POST")
    @Path("/{parent_id}")
    @ResponseStatus(201)
    public ResourceJson createResource(
            @PathParam("restapi_id") String api, @PathParam("parent_id") String parent, byte[] body) {
        var input = WireInput.of("createResourceInput", body);
        String pathPart = input.body().requiredText("pathPart");
        input.check();
        return json(resources.create(new ResourceKey(api, parent), pathPart), List.of());
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{resource_id}")
    public ResourceJson updateResource(
            @PathParam("restapi_id") String api, @PathParam("resource_id") String resource, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateResourceInput", body));
        return json(resources.update(new ResourceKey(api, resource), operations), List.of());
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{resource_id}")
    @ResponseStatus(202)
    public void deleteResource(@PathParam("restapi_id") String api, @PathParam("resource_id") String resource) {
        resources.delete(new ResourceKey(api, resource));
    }

    private ResourceJson json(Resource resource, List<String> embed) {
        List<Method> all = methods.of(resource.key());
        return embed.contains(ResourceJson.EMBED_METHODS)
                ? ResourceJson.whole(resource, all)
                : ResourceJson.of(resource, all.stream().map(Method::verb).toList());
    }
}
