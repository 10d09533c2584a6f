package dev.sluice.control.apikeys.rest;

import dev.sluice.control.apikeys.ApiKey;
import dev.sluice.control.apikeys.ApiKeyImport;
import dev.sluice.control.apikeys.ApiKeyValue;
import dev.sluice.control.apikeys.ApiKeys;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.values.Texts;
import dev.sluice.control.platform.wire.ListJson;
import dev.sluice.control.platform.wire.Rule;
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

/** The ApiKey operations of the management API. Translates; decides nothing. */
@Path("/apikeys")
@RunOnVirtualThread
public class ApiKeyOperations {
    private static final Rule FORMAT = Rule.oneOf("csv");

    private final ApiKeys keys;
    private final ApiKeyImport imports;

    ApiKeyOperations(ApiKeys keys, ApiKeyImport imports) {
        this.keys = keys;
        this.imports = imports;
    }

    @POST
    @Permission("apigateway:POST")
    @ResponseStatus(201)
    public ApiKeyJson createApiKey(byte[] body) {
        var request = CreateApiKeyRequest.read(body);
        var key = keys.create(request.toDraft(), request.stageKeys(), request.value());
        return ApiKeyJson.of(key, keys.value(key));
    }

    @POST
    @Permission("apigateway:POST")
    @Path("/!ImportApiKeys")
    @ResponseStatus(201)
    public ImportedKeysJson importApiKeys(
            @QueryParam("format") @Nullable String format,
            @QueryParam("failonwarnings") @Nullable String failOnWarnings,
            byte[] body) {
        var input = WireInput.of("importApiKeysInput", new byte[0]);
        input.requiredQuery("format", format, FORMAT);
        input.check();
        return ImportedKeysJson.of(imports.take(ApiKeyFile.read(body), isTrue(failOnWarnings)));
    }

    @GET
    @Permission("apigateway:GET")
    public ListJson<ApiKeyJson> getApiKeys(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position,
            @QueryParam("name") @Nullable String name,
            @QueryParam("customerId") @Nullable String customerId,
            @QueryParam("includeValues") @Nullable String includeValues) {
        var page = keys.list(Texts.filled(name), Texts.filled(customerId), PageRequest.of(limit, position));
        return ListJson.of(page, key -> ApiKeyJson.of(key, value(key, includeValues)));
    }

    @GET
    @Permission("apigateway:GET")
    @Path("/{api_Key}")
    public ApiKeyJson getApiKey(
            @PathParam("api_Key") String id, @QueryParam("includeValue") @Nullable String includeValue) {
        var key = keys.require(id);
        return ApiKeyJson.withTags(key, value(key, includeValue));
    }

    @PATCH
    @Permission("apigateway:PATCH")
    @Path("/{api_Key}")
    public ApiKeyJson updateApiKey(@PathParam("api_Key") String id, byte[] body) {
        var operations = PatchOperation.read(WireInput.of("updateApiKeyInput", body));
        return ApiKeyJson.withTags(keys.update(id, operations), null);
    }

    @DELETE
    @Permission("apigateway:DELETE")
    @Path("/{api_Key}")
    @ResponseStatus(202)
    public void deleteApiKey(@PathParam("api_Key") String id) {
        keys.delete(id);
    }

    private @Nullable ApiKeyValue value(ApiKey key, @Nullable String wanted) {
        return isTrue(wanted) ? keys.value(key) : null;
    }

    private static boolean isTrue(@Nullable String flag) {
        return "true".equals(flag);
    }
}
