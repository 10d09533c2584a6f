package dev.sluice.contracts.stages;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the gateway's own that the API's owner has customised (rest-api-runtime 10).
 *
 * @param type one of the 21 types, for example {@code THROTTLED} or {@code DEFAULT_4XX}
 * @param status HTTP status; null where the owner gave none
 * @param parameters target ({@code gatewayresponse.header.X}) to source
 * @param templates media type to text with references, which is not VTL
 */
public record GatewayResponseSnapshot(
        String type, @Nullable Integer status, Map<String, String> parameters, Map<String, String> templates) {
    public GatewayResponseSnapshot {
        parameters = Map.copyOf(parameters);
        templates = Map.copyOf(templates);
    }
}
