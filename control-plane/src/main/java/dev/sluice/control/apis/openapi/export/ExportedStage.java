package dev.sluice.control.apis.openapi.export;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is exported: a stage and the definition that it serves.
 *
 * @param createdAt when the API was made; the version of an API that has none
 * @param host where the API is reached, without scheme
 * @param executionArn what the ARNs of the API's calls begin with, up to the slash after its id
 * @param documentationVersion the version of the documentation that the stage shows; null for none
 */
public record ExportedStage(
        String apiId,
        Instant createdAt,
        String host,
        String executionArn,
        String stage,
        ApiDefinition definition,
        @Nullable String documentationVersion,
        List<DocumentationPartDefinition> documentation) {
    public ExportedStage {
        documentation = List.copyOf(documentation);
    }

    /** The version of the API, or the date of its creation (openapi-extensions 6). */
    public String version() {
        String version = definition.settings().version();
        return version == null || version.isEmpty()
                ? createdAt.truncatedTo(ChronoUnit.SECONDS).toString()
                : version;
    }
}
