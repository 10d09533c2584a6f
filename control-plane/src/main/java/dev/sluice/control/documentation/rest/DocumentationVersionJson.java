package dev.sluice.control.documentation.rest;

import dev.sluice.control.apis.items.DocumentationVersionDefinition;
import dev.sluice.control.platform.wire.EpochSeconds;
import org.jspecify.annotations.Nullable;

/** A documentation version on the wire. */
public record DocumentationVersionJson(
        String version, EpochSeconds createdDate, @Nullable String description) {
    static DocumentationVersionJson of(DocumentationVersionDefinition version) {
        return new DocumentationVersionJson(
                version.version(), EpochSeconds.of(version.createdAt()), version.description());
    }
}
