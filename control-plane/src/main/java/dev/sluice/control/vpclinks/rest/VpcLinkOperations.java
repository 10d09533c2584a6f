package dev.sluice.control.vpclinks.rest;

import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.vpclinks.VpcLinkDraft;
import dev.sluice.control.vpclinks.VpcLinks;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The VpcLink operations of the management API. Translates; decides nothing. */
@Path("/vpclinks")
@RunOnVirtualThread
public class VpcLinkOperations {
    private final VpcLinks links;

    VpcLinkOperations(VpcLinks links) {
        this.links = links;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(202)
    public VpcLinkJson createVpcLink(byte[] body) {
        return VpcLinkJson.pending(links.create(draft(WireInput.of("createVpcLinkInput", body))));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<VpcLinkJson> getVpcLinks(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        return ListJson.of(links.list(PageRequest.of(limit, position)), VpcLinkJson::listed);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{vpclink_id}")
    public VpcLinkJson getVpcLink(@PathParam("vpclink_id") String link) {
        return VpcLinkJson.withTags(links.require(link));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{vpclink_id}")
    public VpcLinkJson updateVpcLink(@PathParam("vpclink_id") String link, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateVpcLinkInput", body));
        return VpcLinkJson.withTags(links.update(link, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{vpclink_id}")
    @ResponseStatus(202)
    public void deleteVpcLink(@PathParam("vpclink_id") String link) {
        links.delete(link);
    }

    private static VpcLinkDraft draft(WireInput input) {
        var body = input.body();
        String name = body.requiredText("name");
        String description = body.filledText("description");
        List<String> targetArns = body.requiredTexts("targetArns");
        Map<String, String> tags = body.plainTextMap("tags");
        input.check();
        var draft = new VpcLinkDraft(name, targetArns);
        draft.description(description);
        draft.tags(tags == null ? Map.of() : tags);
        return draft;
    }
}
