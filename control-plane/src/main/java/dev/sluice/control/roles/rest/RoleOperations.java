package dev.sluice.control.roles.rest;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.roles.IamRole;
import dev.sluice.control.roles.IamRoles;
import dev.sluice.control.tenants.rest.ItemsJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The operations on a tenant's own roles. Translates; decides nothing. */
@Path("/platform/iam/roles")
@RunOnVirtualThread
public class RoleOperations {
    private final IamRoles roles;
    private final CurrentTenant tenant;
    private final Installation installation;

    RoleOperations(IamRoles roles, CurrentTenant tenant, Installation installation) {
        this.roles = roles;
        this.tenant = tenant;
        this.installation = installation;
    }

    @GET
    @Permission("sluice:ListRoles")
    public ItemsJson<RoleJson> listRoles(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(roles.list(PageRequest.of(limit, position)), this::json);
    }

    @GET
    @Path("/{name}")
    @Permission("sluice:GetRole")
    public RoleJson getRole(@PathParam("name") String name) {
        return json(roles.require(name));
    }

    /** Makes a role, or replaces all that was said of it but its id. */
    @PUT
    @Path("/{name}")
    @Permission("sluice:PutRole")
    public RoleJson putRole(@PathParam("name") String name, byte[] body) {
        return json(roles.put(name, RoleJson.read(body)));
    }

    @DELETE
    @Path("/{name}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteRole")
    public void deleteRole(@PathParam("name") String name) {
        roles.delete(name);
    }

    private RoleJson json(IamRole role) {
        return RoleJson.of(role, tenant.id(), installation);
    }
}
