package dev.sluice.control.apis.methods;

import dev.sluice.control.platform.values.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One declared answer of a method. Null maps were never sent. */
public record MethodResponse(
        @Nullable Map<String, Boolean> responseParameters,
        @Nullable Map<String, @Nullable String> responseModels) {
    public MethodResponse {
        responseParameters = Copies.ofNullable(responseParameters);
        responseModels = Copies.ofNullable(responseModels);
    }

    /** This response, or the first business rule that it breaks. */
    public MethodResponse checked() {
        Declarations.checkResponseParameters(responseParameters);
        return this;
    }
}
