package dev.sluice.control.domains.rest;

import dev.sluice.control.domains.BasePathMappingDraft;
import dev.sluice.control.domains.BasePathMappings;
import dev.sluice.control.domains.DomainNameKey;
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

/** The BasePathMapping operations of the management API. Translates; decides nothing. */
@Path("/domainnames/{domain_name}/basepathmappings")
@RunOnVirtualThread
public class BasePathMappingOperations {
    private final BasePathMappings mappings;

    BasePathMappingOperations(BasePathMappings mappings) {
        this.mappings = mappings;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public BasePathMappingJson createBasePathMapping(
            @PathParam("domain_name") String domain, @QueryParam("domainNameId") @Nullable String id, byte[] body) {
        var input = WireInput.of("createBasePathMappingInput", body);
        String basePath = input.body().text("basePath");
        String api = input.body().requiredText("restApiId");
        String stage = input.body().text("stage");
        input.check();
        return BasePathMappingJson.of(
                mappings.create(new DomainNameKey(domain, id), new BasePathMappingDraft(basePath, api, stage)));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<BasePathMappingJson> getBasePathMappings(
            @PathParam("domain_name") String domain,
            @QueryParam("domainNameId") @Nullable String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        return ListJson.of(
                mappings.list(new DomainNameKey(domain, id), PageRequest.of(limit, position)), BasePathMappingJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{base_path}")
    public BasePathMappingJson getBasePathMapping(
            @PathParam("domain_name") String domain,
            @PathParam("base_path") String basePath,
            @QueryParam("domainNameId") @Nullable String id) {
        return BasePathMappingJson.of(mappings.require(new DomainNameKey(domain, id), basePath));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{base_path}")
    public BasePathMappingJson updateBasePathMapping(
            @PathParam("domain_name") String domain,
            @PathParam("base_path") String basePath,
            @QueryParam("domainNameId") @Nullable String id,
            byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateBasePathMappingInput", body));
        return BasePathMappingJson.of(mappings.update(new DomainNameKey(domain, id), basePath, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{base_path}")
    @ResponseStatus(202)
    public void deleteBasePathMapping(
            @PathParam("domain_name") String domain,
            @PathParam("base_path") String basePath,
            @QueryParam("domainNameId") @Nullable String id) {
        mappings.delete(new DomainNameKey(domain, id), basePath);
    }
}
