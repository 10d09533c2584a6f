package dev.sluice.control.apis.gatewayresponses;

import dev.sluice.control.apis.items.GatewayResponseDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway response as it is in effect.
 *
 * @param statusCode null for a fallback type that was given none
 * @param isDefault whether nobody has customised the type itself
 */
public record GatewayResponse(
        GatewayResponseType type,
        @Nullable String statusCode,
        Map<String, String> responseParameters,
        Map<String, String> responseTemplates,
        boolean isDefault) {
    /** What a type answers that nobody has customised. */
    static final Map<String, String> DEFAULT_TEMPLATES =
            Map.of("application/json", "{\"message\":$context.error.messageString}");

    /**
     * The response in effect, given those that the owner has customised by type. One that is not customised takes
     * everything of its fallback; one that is takes nothing of it (management-api 5).
     */
    static GatewayResponse of(GatewayResponseType type, Map<String, GatewayResponseDefinition> customised) {
        var own = customised.get(type.name());
        if (own != null) {
            return of(type, own, false);
        }
        var fallback = type.fallback();
        var inherited = fallback == null ? null : customised.get(fallback.name());
        return inherited == null
                ? new GatewayResponse(type, type.status(), Map.of(), DEFAULT_TEMPLATES, true)
                : of(type, inherited, true);
    }

    private static GatewayResponse of(
            GatewayResponseType type, GatewayResponseDefinition definition, boolean isDefault) {
        String status = definition.statusCode();
        return new GatewayResponse(
                type,
                status == null ? type.status() : status,
                definition.responseParameters(),
                definition.responseTemplates(),
                isDefault);
    }
}
