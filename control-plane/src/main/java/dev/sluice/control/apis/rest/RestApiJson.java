package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.openapi.imports.Imported;
import dev.sluice.control.platform.wire.EpochSeconds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A REST API on the wire. */
public record RestApiJson(
        String id,
        String name,
        @Nullable String description,
        EpochSeconds createdDate,
        @Nullable String version,
        @Nullable List<String> binaryMediaTypes,
        @Nullable Integer minimumCompressionSize,
        String apiKeySource,
        EndpointConfigurationJson endpointConfiguration,
        @Nullable String policy,
        @Nullable Map<String, String> tags,
        boolean disableExecuteApiEndpoint,
        String rootResourceId,
        @Nullable String securityPolicy,
        @Nullable String endpointAccessMode,
        @Nullable List<String> warnings) {

    /** For create and list, which leave out tags when there are none (management-api 4). */
    static RestApiJson of(RestApi api) {
        Map<String, String> tags = api.settings().tags();
        return of(api, tags.isEmpty() ? null : tags, List.of());
    }

    /** For import, whose answer tells what it was warned about. */
    static RestApiJson of(Imported imported) {
        return of(imported.api(), null, imported.warnings());
    }

    /** For get and update, which show tags always. */
    static RestApiJson withTags(RestApi api) {
        return of(api, api.settings().tags(), List.of());
    }

    /** For put, which shows both. */
    static RestApiJson withTags(Imported imported) {
        return of(imported.api(), imported.api().settings().tags(), imported.warnings());
    }

    private static RestApiJson of(RestApi api, @Nullable Map<String, String> tags, List<String> warnings) {
        var settings = api.settings();
        return new RestApiJson(
                api.id().value(),
                settings.name(),
                settings.description(),
                EpochSeconds.of(api.createdAt()),
                settings.version(),
                settings.binaryMediaTypes().isEmpty() ? null : settings.binaryMediaTypes(),
                settings.minimumCompressionSize(),
                settings.apiKeySource(),
                EndpointConfigurationJson.of(settings.endpointConfiguration()),
                settings.policy(),
                tags,
                settings.disableExecuteApiEndpoint(),
                api.rootResourceId(),
                settings.securityPolicy(),
                settings.endpointAccessMode(),
                warnings.isEmpty() ? null : warnings);
    }
}
