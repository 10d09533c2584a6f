package dev.sluice.data.response;

import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.data.transform.MappingRefused;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stage answers in place of the gateway's own: a type that the owner has customised, else what stands in for all
 * types of its class (rest-api-runtime 10.2). A customised type inherits nothing (management-api 5). Immutable.
 */
final class CustomResponses {
    static final CustomResponses NONE = new CustomResponses(Map.of());

    private final Map<GatewayResponseType, CustomResponse> byType = new EnumMap<>(GatewayResponseType.class);

    private CustomResponses(Map<GatewayResponseType, CustomResponse> customised) {
        for (GatewayResponseType type : GatewayResponseType.values()) {
            CustomResponse own = customised.get(type);
            CustomResponse held = own == null ? customised.get(type.fallback()) : own;
            if (held != null) {
                byType.put(type, held);
            }
        }
    }

    static CustomResponses of(List<GatewayResponseSnapshot> responses, Map<String, String> variables)
            throws MappingRefused {
        Map<GatewayResponseType, CustomResponse> customised = new EnumMap<>(GatewayResponseType.class);
        for (GatewayResponseSnapshot response : responses) {
            GatewayResponseType type = GatewayResponseType.named(response.type());
            if (type == null) {
                throw new MappingRefused("unknown gateway response " + response.type());
            }
            try {
                customised.put(type, CustomResponse.of(response, variables));
            } catch (MappingRefused refused) {
                throw new MappingRefused("gateway response " + type + ": " + refused.getMessage());
            }
        }
        return new CustomResponses(customised);
    }

    /** Null when the gateway's own answer holds. */
    @Nullable
    CustomResponse find(@Nullable GatewayResponseType type) {
        return type == null ? null : byType.get(type);
    }
}
