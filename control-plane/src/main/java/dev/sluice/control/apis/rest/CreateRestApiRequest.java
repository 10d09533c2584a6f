package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of CreateRestApi. */
record CreateRestApiRequest(
        String name,
        @Nullable String description,
        @Nullable String version,
        @Nullable String cloneFrom,
        @Nullable List<String> binaryMediaTypes,
        @Nullable Double minimumCompressionSize,
        @Nullable String apiKeySource,
        @Nullable Endpoint endpointConfiguration,
        @Nullable String policy,
        @Nullable Map<String, String> tags,
        @Nullable Boolean disableExecuteApiEndpoint,
        @Nullable String securityPolicy,
        @Nullable String endpointAccessMode) {
    private static final Rule API_KEY_SOURCE = Rule.oneOf("HEADER", "AUTHORIZER");

    static CreateRestApiRequest read(byte[] bytes) {
        var input = WireInput.of("createRestApiInput", bytes);
        var body = input.body();
        var request = new CreateRestApiRequest(
                body.requiredText("name"),
                body.text("description"),
                body.filledText("version"),
                body.filledText("cloneFrom"),
                body.texts("binaryMediaTypes"),
                body.number("minimumCompressionSize"),
                body.text("apiKeySource", API_KEY_SOURCE),
                Endpoint.read(body.object("endpointConfiguration")),
                body.longText("policy"),
                body.plainTextMap("tags"),
                body.flag("disableExecuteApiEndpoint"),
                body.filledText("securityPolicy"),
                body.filledText("endpointAccessMode"));
        input.check();
        return request;
    }

    /** The rules in AWS's order: the description before the endpoint (management-api 3). */
    RestApiDraft toDraft() {
        if (cloneFrom != null) {
            throw ProblemException.notImplemented("CreateRestApi with cloneFrom", "RestApi");
        }
        var draft = new RestApiDraft(name);
        if (description != null && description.isEmpty()) {
            throw ProblemException.badRequest("Description cannot be an empty string");
        }
        draft.description(description);
        draft.version(version);
        draft.binaryMediaTypes(binaryMediaTypes == null ? List.of() : binaryMediaTypes);
        draft.minimumCompressionSize(minimumCompressionSize);
        if (apiKeySource != null) {
            draft.apiKeySource(apiKeySource);
        }
        if (endpointConfiguration != null) {
            draft.endpoint(
                    endpointConfiguration.types,
                    endpointConfiguration.ipAddressType,
                    endpointConfiguration.vpcEndpointIds);
        }
        draft.policy(policy == null || policy.isEmpty() ? null : policy);
        draft.tags(tags == null ? Map.of() : tags);
        draft.disableExecuteApiEndpoint(Boolean.TRUE.equals(disableExecuteApiEndpoint));
        draft.securityPolicy(securityPolicy);
        draft.endpointAccessMode(endpointAccessMode);
        return draft;
    }

    /** The member {@code endpointConfiguration}. */
    record Endpoint(
            @Nullable List<String> types,
            @Nullable String ipAddressType,
            @Nullable List<String> vpcEndpointIds) {
        private static final Rule TYPE = Rule.oneOf("PRIVATE", "EDGE", "REGIONAL");
        private static final Rule IP_ADDRESS_TYPE = Rule.oneOf("ipv4", "dualstack");

        static @Nullable Endpoint read(@Nullable WireObject object) {
            return object == null
                    ? null
                    : new Endpoint(
                            object.texts("types", TYPE),
                            object.text("ipAddressType", IP_ADDRESS_TYPE),
                            object.texts("vpcEndpointIds"));
        }
    }
}
