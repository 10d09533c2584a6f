package dev.sluice.contracts.stages;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of origin answer becomes a method response.
 *
 * @param selectionPattern whole-string pattern over the origin's status; absent or empty: the default response
 * @param responseParameters target ({@code method.response.header.X}) to source
 * @param responseTemplates media type to template text
 * @param contentHandling CONVERT_TO_BINARY or CONVERT_TO_TEXT, when set
 */
public record IntegrationResponseSnapshot(
        @Nullable String selectionPattern,
        Map<String, String> responseParameters,
        Map<String, String> responseTemplates,
        @Nullable String contentHandling) {
    public IntegrationResponseSnapshot {
        responseParameters = Map.copyOf(responseParameters);
        responseTemplates = Map.copyOf(responseTemplates);
    }
}
