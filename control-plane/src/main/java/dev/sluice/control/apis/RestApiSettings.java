package dev.sluice.control.apis;

import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner may say about an API as a whole.
 *
 * @param minimumCompressionSize smallest body in bytes that is compressed; null: compression is off
 * @param policy resource policy as JSON text
 */
public record RestApiSettings(
        String name,
        @Nullable String description,
        @Nullable String version,
        List<String> binaryMediaTypes,
        @Nullable Integer minimumCompressionSize,
        String apiKeySource,
        boolean disableExecuteApiEndpoint,
        EndpointConfiguration endpointConfiguration,
        @Nullable String policy,
        @Nullable String securityPolicy,
        @Nullable String endpointAccessMode,
        Map<String, String> tags) {
    public RestApiSettings {
        binaryMediaTypes = Copies.list(binaryMediaTypes);
        tags = Copies.of(tags);
    }
}
