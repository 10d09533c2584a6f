package dev.sluice.control.deployed.rest;

import dev.sluice.control.deployed.DeployedApis;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.stages.StageName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** What a new deployment would change on a stage. Translates; decides nothing. */
@Path("/platform/stages/{api}/{stage}/diff")
@RunOnVirtualThread
public class StageDiffOperations {
    private final DeployedApis deployed;

    StageDiffOperations(DeployedApis deployed) {
        this.deployed = deployed;
    }

    @GET
    @Permission("sluice:GetStageDiff")
    public StageDiffJson getStageDiff(@PathParam("api") String api, @PathParam("stage") String stage) {
        var name = new StageName(api, stage);
        return StageDiffJson.of(name, deployed.diff(name));
    }
}
