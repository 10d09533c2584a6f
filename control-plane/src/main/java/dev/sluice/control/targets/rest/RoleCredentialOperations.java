package dev.sluice.control.targets.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.targets.RoleCredentials;
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

/** The operations on what signs for a tenant's execution roles. Translates; decides nothing. */
@Path("/platform/role-credentials")
@RunOnVirtualThread
public class RoleCredentialOperations {
    private final RoleCredentials targets;

    RoleCredentialOperations(RoleCredentials targets) {
        this.targets = targets;
    }

    @GET
    @Permission("sluice:ListRoleCredentials")
    public ItemsJson<RoleCredentialJson> listRoleCredentials(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(targets.list(PageRequest.of(limit, position)), RoleCredentialJson::of);
    }

    @GET
    @Path("/{role_arn:.+}")
    @Permission("sluice:GetRoleCredentials")
    public RoleCredentialJson getRoleCredentials(@PathParam("role_arn") String id) {
        return RoleCredentialJson.of(targets.require(id));
    }

    @PUT
    @Path("/{role_arn:.+}")
    @Permission("sluice:PutRoleCredentials")
    public RoleCredentialJson putRoleCredentials(@PathParam("role_arn") String id, byte[] body) {
        var input = WireInput.of("putRoleCredentialsInput", body);
        String accessKeyId = input.body().requiredLongText("accessKeyId");
        String secret = input.body().requiredLongText("secretAccessKey");
        String token = input.body().filledLongText("sessionToken");
        input.check();
        return RoleCredentialJson.of(targets.put(id, accessKeyId, secret, token));
    }

    @DELETE
    @Path("/{role_arn:.+}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteRoleCredentials")
    public void deleteRoleCredentials(@PathParam("role_arn") String id) {
        targets.delete(id);
    }
}
