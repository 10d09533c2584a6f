package dev.sluice.control.stages.rest;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Where a stage pointed, and the way back (platform-api). Translates; decides nothing. */
@Path("/platform/stages/{api}/{stage}")
@RunOnVirtualThread
public class StageHistoryOperations {
    private final Stages stages;

    StageHistoryOperations(Stages stages) {
        this.stages = stages;
    }

    /** Newest first. */
    @GET
    @Path("/history")
    @Permission("sluice:GetStageHistory")
    public StageHistoryJson getStageHistory(
            @PathParam("api") String api,
            @PathParam("stage") String stage,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        int count = PageRequest.of(limit, null).limit();
        return StageHistoryJson.of(stages.history(new StageName(api, stage), revision(position), count + 1), count);
    }

    @POST
    @Path("/rollback")
    @Permission("sluice:RollbackStage")
    public StageHistoryJson.EntryJson rollbackStage(
            @PathParam("api") String api, @PathParam("stage") String stage, byte[] body) {
        var input = WireInput.of("rollbackStageInput", body);
        String deployment = input.body().requiredText("deploymentId");
        input.check();
        return StageHistoryJson.EntryJson.of(stages.rollBack(new StageName(api, stage), deployment));
    }

    private static long revision(@Nullable String position) {
        if (position == null || position.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!position.matches("[1-9]\\d{0,17}")) {
            throw ProblemException.badRequest("Invalid position specified");
        }
        return Long.parseLong(position);
    }
}
