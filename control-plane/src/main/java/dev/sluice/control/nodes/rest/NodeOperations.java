package dev.sluice.control.nodes.rest;

import dev.sluice.control.nodes.Nodes;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The operator's view of the nodes. Translates; decides nothing. */
@Path("/platform/nodes")
@RunOnVirtualThread
public class NodeOperations {
    private final Nodes nodes;

    NodeOperations(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Those with a heartbeat in the last five seconds, by id. */
    @GET
    @Permission(value = "sluice:ListNodes", operator = true)
    public NodesJson listNodes(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        var after = nodes.alive().stream()
                .filter(node -> position == null || node.id().compareTo(position) > 0)
                .toList();
        return NodesJson.of(after, PageRequest.of(limit, null).limit());
    }
}
