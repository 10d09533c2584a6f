package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.TlsPolicy;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private static final Rule SECURITY_POLICY = Rule.oneOf(TlsPolicy.NAMES.toArray(String[]::new));
    private static final Rule ACCESS_MODE = Rule.oneOf(TlsPolicy.ACCESS_MODES.toArray(String[]::new));

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
                body.text("securityPolicy", SECURITY_POLICY),
                body.text("endpointAccessMode", ACCESS_MODE));
        input.check();
        return request;
    }

    RestApiDraft toDraft() {
        return onto(new RestApiDraft(name));
    }

    /** The settings of another API, but for what this call says itself. */
    RestApiDraft toCopyOf(RestApiSettings source) {
        return onto(RestApiDraft.copyOf(source, name));
    }

    /** The rules in AWS's order: the description before the endpoint (management-api 3). */
    private RestApiDraft onto(RestApiDraft draft) {
        if (description != null && description.isEmpty()) {
            throw ProblemException.badRequest("Description cannot be an empty string");
        }
        set(description, draft::description);
        set(version, draft::version);
        set(binaryMediaTypes, draft::binaryMediaTypes);
        set(minimumCompressionSize, draft::minimumCompressionSize);
        set(apiKeySource, draft::apiKeySource);
        set(
                endpointConfiguration,
                endpoint -> draft.endpoint(endpoint.types, endpoint.ipAddressType, endpoint.vpcEndpointIds));
        set(policy == null || policy.isEmpty() ? null : policy, draft::policy);
        set(tags, draft::tags);
        set(disableExecuteApiEndpoint, draft::disableExecuteApiEndpoint);
        set(securityPolicy, draft::securityPolicy);
        set(endpointAccessMode, draft::endpointAccessMode);
        return draft;
    }

    private static <T> void set(@Nullable T value, Consumer<T> member) {
        if (value != null) {
            member.accept(value);
        }
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
