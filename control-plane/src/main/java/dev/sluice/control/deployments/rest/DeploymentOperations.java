package dev.sluice.control.deployments.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.deployments.DeploymentKey;
import dev.sluice.control.deployments.Deployments;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The Deployment operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/deployments")
@RunOnVirtualThread
public class DeploymentOperations {
    private static final String EMBED_SUMMARY = "apisummary";

    private final Deployments deployments;

    DeploymentOperations(Deployments deployments) {
        this.deployments = deployments;
    }

    /** Freezes the API as it is now and, when a stage is named, points that stage at the result. */
    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public DeploymentJson createDeployment(@PathParam("restapi_id") String api, byte[] body) {
        return DeploymentJson.of(deployments.create(new RestApiId(api), CreateDeploymentRequest.read(body)));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<DeploymentJson> getDeployments(
            @PathParam("restapi_id") String api,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        return ListJson.of(deployments.list(new RestApiId(api), PageRequest.of(limit, position)), DeploymentJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{deployment_id}")
    public DeploymentJson getDeployment(
            @PathParam("restapi_id") String api,
            @PathParam("deployment_id") String id,
            @QueryParam("embed") List<String> embed) {
        var key = new DeploymentKey(api, id);
        var deployment = deployments.require(key);
        return embed.contains(EMBED_SUMMARY)
                ? DeploymentJson.of(deployment, deployments.frozen(key))
                : DeploymentJson.of(deployment);
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{deployment_id}")
    public DeploymentJson updateDeployment(
            @PathParam("restapi_id") String api, @PathParam("deployment_id") String id, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateDeploymentInput", body));
        return DeploymentJson.of(deployments.update(new DeploymentKey(api, id), operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{deployment_id}")
    @ResponseStatus(202)
    public void deleteDeployment(@PathParam("restapi_id") String api, @PathParam("deployment_id") String id) {
        deployments.delete(new DeploymentKey(api, id));
    }
}
