package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tenants.TenantDirectory;
import dev.sluice.control.tenants.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The operator's operations on tenants. Translates; decides nothing. */
@Path("/platform/tenants")
@RunOnVirtualThread
public class TenantOperations {
    private final Tenants tenants;
    private final TenantDirectory directory;

    TenantOperations(Tenants tenants, TenantDirectory directory) {
        this.tenants = tenants;
        this.directory = directory;
    }

    @POST
    @ResponseStatus(201)
    @Permission(value = "sluice:CreateTenant", operator = true)
    public TenantJson createTenant(byte[] body) {
        var input = WireInput.of("createTenantInput", body);
        String name = input.body().requiredText("name", Names.TENANT);
        input.check();
        return TenantJson.of(tenants.create(name));
    }

    @GET
    @Permission(value = "sluice:ListTenants", operator = true)
    public ItemsJson<TenantJson> listTenants(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(directory.list(PageRequest.of(limit, position)), TenantJson::of);
    }

    @GET
    @Path("/{id}")
    @Permission(value = "sluice:GetTenant", operator = true)
    public TenantJson getTenant(@PathParam("id") String id) {
        return TenantJson.of(directory.require(id));
    }

    @POST
    @Path("/{id}/suspend")
    @Permission(value = "sluice:SuspendTenant", operator = true)
    public TenantJson suspendTenant(@PathParam("id") String id) {
        return TenantJson.of(tenants.suspend(id));
    }

    @POST
    @Path("/{id}/resume")
    @Permission(value = "sluice:ResumeTenant", operator = true)
    public TenantJson resumeTenant(@PathParam("id") String id) {
        return TenantJson.of(tenants.resume(id));
    }

    @PUT
    @Path("/{id}/limits")
    @Permission(value = "sluice:PutTenantLimits", operator = true)
    public TenantLimitsJson putTenantLimits(@PathParam("id") String id, byte[] body) {
        return TenantLimitsJson.of(
                tenants.limit(id, TenantLimitsJson.read(body)).limits());
    }
}
