package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.validators.RequestValidators;
import dev.sluice.control.apis.validators.ValidatorDraft;
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

/** The RequestValidator operations of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/requestvalidators")
@RunOnVirtualThread
public class RequestValidatorOperations {
    private final RequestValidators validators;

    RequestValidatorOperations(RequestValidators validators) {
        this.validators = validators;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public RequestValidatorJson createRequestValidator(@PathParam("restapi_id") String api, byte[] body) {
        var input = WireInput.of("createRequestValidatorInput", body);
        var draft = new ValidatorDraft(
                input.body().text("name"),
                Boolean.TRUE.equals(input.body().flag("validateRequestBody")),
                Boolean.TRUE.equals(input.body().flag("validateRequestParameters")));
        input.check();
        return RequestValidatorJson.of(validators.create(new RestApiId(api), draft));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<RequestValidatorJson> getRequestValidators(
            @PathParam("restapi_id") String api,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var page = validators.list(new RestApiId(api), PageRequest.of(limit, position));
        return ListJson.of(page, RequestValidatorJson::of);
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{requestvalidator_id}")
    public RequestValidatorJson getRequestValidator(
            @PathParam("restapi_id") String api, @PathParam("requestvalidator_id") String validator) {
        return RequestValidatorJson.of(validators.require(new RestApiId(api), validator));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{requestvalidator_id}")
    public RequestValidatorJson updateRequestValidator(
            @PathParam("restapi_id") String api, @PathParam("requestvalidator_id") String validator, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateRequestValidatorInput", body));
        return RequestValidatorJson.of(validators.update(new RestApiId(api), validator, operations));
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{requestvalidator_id}")
    @ResponseStatus(202)
    public void deleteRequestValidator(
            @PathParam("restapi_id") String api, @PathParam("requestvalidator_id") String validator) {
        validators.delete(new RestApiId(api), validator);
    }
}
