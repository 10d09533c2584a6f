package dev.sluice.control.domains.rest;

import dev.sluice.control.domains.BasePathMapping;
import org.jspecify.annotations.Nullable;

/** A base path mapping on the wire; {@code (none)} is the empty base path. */
public record BasePathMappingJson(
        String basePath, String restApiId, @Nullable String stage) {
    static BasePathMappingJson of(BasePathMapping mapping) {
        return new BasePathMappingJson(mapping.basePath(), mapping.apiId(), mapping.stage());
    }
}
