package dev.sluice.control.tenants.rest;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.ConditionKeys;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.permissions.Role;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tenants.AccessKeys;
import dev.sluice.control.tenants.Grant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The operations on a tenant's own access keys. Translates; decides nothing. */
@Path("/platform/access-keys")
@RunOnVirtualThread
public class AccessKeyOperations {
    private static final Rule ROLE = Rule.oneOf("owner", "admin", "developer", "viewer", "none");

    private final AccessKeys keys;

    AccessKeyOperations(AccessKeys keys) {
        this.keys = keys;
    }

    /**
     * Makes a key with a role, or with a policy of its own. The name of its user, {@code aws:username}, defaults to the
     * role's or {@code custom}, which other keys may have too: policies tell such keys apart by {@code aws:userid}.
     * {@code replaces} names the key whose place it takes.
     */
    @POST
    @ResponseStatus(201)
    @Permission("sluice:CreateAccessKey")
    public AccessKeyJson createAccessKey(byte[] body) {
        var input = WireInput.of("createAccessKeyInput", body);
        String role = input.body().text("role", ROLE);
        String policy = input.body().longText("policy");
        String name = input.body().text("name", Names.USER);
        String replaces = input.body().text("replaces");
        input.check();
        String user = name != null ? name : role != null ? role : "custom";
        return AccessKeyJson.of(keys.create(user, grant(role, policy), replaces), user, role, policy);
    }

    @GET
    @Permission("sluice:ListAccessKeys")
    public ItemsJson<AccessKeyJson> listAccessKeys(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(keys.list(PageRequest.of(limit, position)), AccessKeyJson::of);
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteAccessKey")
    public void deleteAccessKey(@PathParam("id") String id) {
        keys.delete(id);
    }

    private static Grant grant(@Nullable String role, @Nullable String policy) {
        if (role != null && policy == null) {
            return new Grant.OfRole(Role.named(role).orElseThrow());
        }
        if (role != null || policy == null) {
            throw ProblemException.badRequest("Specify either role or policy");
        }
        try {
            ConditionKeys.requireKnown(Policy.parse(policy));
            return new Grant.OfPolicy(policy);
        } catch (MalformedPolicy malformed) {
            throw ProblemException.badRequest("Invalid policy document: " + malformed.getMessage());
        }
    }
}
