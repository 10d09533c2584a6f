package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import org.jspecify.annotations.Nullable;

/** A documentation part on the wire. */
public record DocumentationPartJson(String id, LocationJson location, String properties) {
    static DocumentationPartJson of(DocumentationPartDefinition part) {
        return new DocumentationPartJson(part.id(), LocationJson.of(part.location()), part.properties());
    }

    /** The member {@code location}, with what was given alone. */
    public record LocationJson(
            String type,
            @Nullable String path,
            @Nullable String method,
            @Nullable String statusCode,
            @Nullable String name) {
        static LocationJson of(Location location) {
            return new LocationJson(
                    location.type(), location.path(), location.method(), location.statusCode(), location.name());
        }
    }
}
