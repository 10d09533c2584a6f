package dev.sluice.control.members.rest;

import dev.sluice.control.members.Members;
import dev.sluice.control.members.NewMember;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.permissions.Role;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tenants.rest.ItemsJson;
import dev.sluice.control.tenants.rest.Names;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The operations on a tenant's own members. Translates; decides nothing. */
@Path("/platform/members")
@RunOnVirtualThread
public class MemberOperations {
    private static final Rule ROLE = Rule.oneOf("owner", "admin", "developer", "viewer");
    private static final Rule EMAIL = Rule.pattern("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,190}");
    private static final Rule SUBJECT = Rule.pattern("[!-~]{1,255}");

    private final Members members;

    MemberOperations(Members members) {
        this.members = members;
    }

    /** Makes a member; {@code existing} lets a user in who is in the platform's user pool already, by the subject. */
    @POST
    @ResponseStatus(201)
    @Permission(value = "sluice:CreateMember", beginsTransactions = true)
    public MemberJson createMember(byte[] body) {
        var input = WireInput.of("createMemberInput", body);
        String user = input.body().requiredText("user", Names.USER);
        String role = input.body().requiredText("role", ROLE);
        String email = input.body().text("email", EMAIL);
        String subject = input.body().text("subject", SUBJECT);
        boolean existing = Boolean.TRUE.equals(input.body().flag("existing"));
        input.check();
        return MemberJson.of(members.create(new NewMember(user, email, subject, role(role), existing)));
    }

    @GET
    @Permission("sluice:ListMembers")
    public ItemsJson<MemberJson> listMembers(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ItemsJson.of(members.list(PageRequest.of(limit, position)), MemberJson::of);
    }

    @GET
    @Path("/{id}")
    @Permission("sluice:GetMember")
    public MemberJson getMember(@PathParam("id") String id) {
        return MemberJson.of(members.require(id));
    }

    /** Gives a member another role. */
    @PUT
    @Path("/{id}")
    @Permission("sluice:UpdateMember")
    public MemberJson updateMember(@PathParam("id") String id, byte[] body) {
        var input = WireInput.of("updateMemberInput", body);
        String role = input.body().requiredText("role", ROLE);
        input.check();
        return MemberJson.of(members.update(id, role(role)));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Permission(value = "sluice:DeleteMember", beginsTransactions = true)
    public void deleteMember(@PathParam("id") String id) {
        members.delete(id);
    }

    /** Ends the member's sessions in this account; the member may sign in anew. */
    @DELETE
    @Path("/{id}/sessions")
    @ResponseStatus(204)
    @Permission("sluice:DeleteMemberSessions")
    public void deleteMemberSessions(@PathParam("id") String id) {
        members.endSessions(id);
    }

    private static Role role(String label) {
        return Role.named(label).orElseThrow();
    }
}
