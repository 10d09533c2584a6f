package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.models.Models;
import dev.sluice.control.apis.models.NewModel;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The Model operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/models")
@RunOnVirtualThread
public class ModelOperations {
    private final Models models;

    ModelOperations(Models models) {
        this.models = models;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public ModelJson createModel(@PathParam("restapi_id") String api, byte[] body) {
        var input = WireInput.of("createModelInput", body);
        var model = new NewModel(
                input.body().requiredText("name"),
                input.body().requiredText("contentType"),
                input.body().filledText("description"),
                input.body().longText("schema"));
        input.check();
        return ModelJson.of(models.create(new RestApiId(api), model));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<ModelJson> getModels(
            @PathParam("restapi_id") String api,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        return ListJson.of(models.list(new RestApiId(api), PageRequest.of(limit, position)), ModelJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{model_name}")
    public ModelJson getModel(
            @PathParam("restapi_id") String api,
            @PathParam("model_name") String name,
            @QueryParam("flatten") @Nullable String flatten) {
        var id = new RestApiId(api);
        return ModelJson.of("true".equals(flatten) ? models.requireFlat(id, name) : models.require(id, name));
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{model_name}/default_template")
    public ModelTemplateJson getModelTemplate(
            @PathParam("restapi_id") String api, @PathParam("model_name") String name) {
        return new ModelTemplateJson(models.template(new RestApiId(api), name));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{model_name}")
    public ModelJson updateModel(
            @PathParam("restapi_id") String api, @PathParam("model_name") String name, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateModelInput", body));
        return ModelJson.of(models.update(new RestApiId(api), name, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{model_name}")
    @ResponseStatus(202)
    public void deleteModel(@PathParam("restapi_id") String api, @PathParam("model_name") String name) {
        models.delete(new RestApiId(api), name);
    }
}
