package dev.sluice.contracts.stages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an API that its stages share.
 *
 * @param name the API's display name
 * @param disableExecuteApiEndpoint when true, the API's own host forms answer 403
 * @param binaryMediaTypes media types whose bodies are binary
 * @param minimumCompressionBytes smallest body that is compressed; absent: compression is off
 * @param models schema text of every model that a body is checked against, or that such a one refers to, by name
 * @param gatewayResponses the customised ones, one of a type
 * @param authorizers all of them; one that no method uses decides over nothing
 * @param apiKeySource AUTHORIZER when authorizers name the callers' API keys; absent when a header does
 * @param policy the resource policy (JSON) that decides over every call; null: none does
 * @param keyedThrottles limits by what calls say, in the order in which those of one place stand there; absent for none
 * @param endpointType PRIVATE when the API is reached through VPC endpoints alone; absent when it is public
 * @param vpcEndpointIds the VPC endpoints whose own hosts lead to a private API; absent for none
 */
public record ApiSnapshot(
        String name,
        boolean disableExecuteApiEndpoint,
        List<String> binaryMediaTypes,
        @Nullable Integer minimumCompressionBytes,
        Map<String, String> models,
        List<GatewayResponseSnapshot> gatewayResponses,
        List<AuthorizerSnapshot> authorizers,
        @Nullable String apiKeySource,
        @Nullable String policy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<KeyedThrottleSnapshot> keyedThrottles,
        @Nullable String endpointType,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> vpcEndpointIds) {
    /** The {@code endpointType} of an API that VPC endpoints alone lead to. */
    public static final String PRIVATE = "PRIVATE";

    public ApiSnapshot {
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        models = Map.copyOf(models);
        gatewayResponses = List.copyOf(gatewayResponses);
        authorizers = List.copyOf(authorizers);
        keyedThrottles = List.copyOf(keyedThrottles);
        vpcEndpointIds = List.copyOf(vpcEndpointIds);
    }

    /** Whether the API is reached through VPC endpoints alone. */
    @JsonIgnore
    public boolean isPrivate() {
        return PRIVATE.equals(endpointType);
    }
}
