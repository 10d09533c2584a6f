package dev.sluice.contracts.stages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an API that its stages share.
 *
 * @param name the API's display name
 * @param disableExecuteApiEndpoint when true, the API's own host forms answer 403
 * @param binaryMediaTypes media types whose bodies are binary
 * @param minimumCompressionBytes smallest body that is compressed; absent: compression is off
 */
public record ApiSnapshot(
        String name,
        boolean disableExecuteApiEndpoint,
        List<String> binaryMediaTypes,
        @Nullable Integer minimumCompressionBytes) {
    public ApiSnapshot {
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
    }
}
