package dev.sluice.control.domains.rest;

import dev.sluice.control.domains.DomainName;
import dev.sluice.control.domains.DomainNameKey;
import dev.sluice.control.domains.DomainNames;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.Rule;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The DomainName operations of the management API. Translates; decides nothing. */
@Path("/domainnames")
@RunOnVirtualThread
public class DomainNameOperations {
    private static final String OTHERS = "OTHER_ACCOUNTS";
    private static final Rule RESOURCE_OWNER = Rule.oneOf("SELF", OTHERS);

    private final DomainNames domains;
    private final Installation installation;

    DomainNameOperations(DomainNames domains, Installation installation) {
        this.domains = domains;
        this.installation = installation;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public DomainNameJson createDomainName(byte[] body) {
        var request = CreateDomainNameRequest.read(body);
        var certificate = request.certificate();
        return json(domains.create(request.domainName(), request.toDraft(certificate), certificate));
    }

    /** Nobody shares domains with another account yet, so that the list of those is empty. */
    @GET
    @Permission("apigateway:GET")
    public ListJson<DomainNameJson> getDomainNames(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position,
            @QueryParam("resourceOwner") @Nullable String owner) {
        if (owner != null) {
            var input = WireInput.of("getDomainNamesInput", new byte[0]);
            input.label("resourceOwner", owner, RESOURCE_OWNER);
            input.check();
        }
        var request = PageRequest.of(limit, position);
        return OTHERS.equals(owner) ? new ListJson<>(List.of(), null) : ListJson.of(domains.list(request), this::json);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{domain_name}")
    public DomainNameJson getDomainName(
            @PathParam("domain_name") String name, @QueryParam("domainNameId") @Nullable String id) {
        return json(domains.require(new DomainNameKey(name, id)));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{domain_name}")
    public DomainNameJson updateDomainName(
            @PathParam("domain_name") String name, @QueryParam("domainNameId") @Nullable String id, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateDomainNameInput", body));
        return json(domains.update(new DomainNameKey(name, id), operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{domain_name}")
    @ResponseStatus(202)
    public void deleteDomainName(
            @PathParam("domain_name") String name, @QueryParam("domainNameId") @Nullable String id) {
        domains.delete(new DomainNameKey(name, id));
    }

    private DomainNameJson json(DomainName domain) {
        return DomainNameJson.of(domain, installation);
    }
}
