package dev.sluice.control.stages.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The Stage operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/stages")
@RunOnVirtualThread
public class StageOperations {
    private final Stages stages;

    StageOperations(Stages stages) {
        this.stages = stages;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public StageJson createStage(@PathParam("restapi_id") String api, byte[] body) {
        var request = CreateStageRequest.read(body);
        return StageJson.of(stages.create(new StageName(api, request.stageName()), request.toDraft()));
    }

    /** Not paged (management-api 4). */
    @GET
    @Permission("apigateway:GET")
    public ListJson<StageJson> getStages(
            @PathParam("restapi_id") String api, @QueryParam("deploymentId") @Nullable String deploymentId) {
        var items = stages.list(new RestApiId(api), deploymentId).stream()
                .map(StageJson::of)
                .toList();
        return new ListJson<>(items, null);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{stage_name}")
    public StageJson getStage(@PathParam("restapi_id") String api, @PathParam("stage_name") String stage) {
        return StageJson.of(stages.require(new StageName(api, stage)));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{stage_name}")
    public StageJson updateStage(
            @PathParam("restapi_id") String api, @PathParam("stage_name") String stage, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateStageInput", body));
        return StageJson.of(stages.update(new StageName(api, stage), operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{stage_name}")
    @ResponseStatus(202)
    public void deleteStage(@PathParam("restapi_id") String api, @PathParam("stage_name") String stage) {
        stages.delete(new StageName(api, stage));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{stage_name}/cache/data")
    @ResponseStatus(202)
    public void flushStageCache(@PathParam("restapi_id") String api, @PathParam("stage_name") String stage) {
        stages.flushResponses(new StageName(api, stage));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{stage_name}/cache/authorizers")
    @ResponseStatus(202)
    public void flushStageAuthorizersCache(@PathParam("restapi_id") String api, @PathParam("stage_name") String stage) {
        stages.flushAuthorizers(new StageName(api, stage));
    }
}
