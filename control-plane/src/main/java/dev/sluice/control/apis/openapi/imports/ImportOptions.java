package dev.sluice.control.apis.openapi.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says beside the document.
 *
 * @param endpointTypes where a new API is reached from; null: not said
 * @param vpcEndpointIds null: not said
 */
public record ImportOptions(
        boolean failOnWarnings,
        BasePathMode basePath,
        boolean ignoreDocumentation,
        @Nullable List<String> endpointTypes,
        @Nullable List<String> vpcEndpointIds) {}
