package dev.sluice.control.apis.items;

import org.jspecify.annotations.Nullable;

/**
 * A piece of documentation.
 *
 * @param properties JSON as text, kept as sent
 */
public record DocumentationPartDefinition(String id, Location location, String properties) {
    public static final ItemKind<DocumentationPartDefinition> KIND =
            new ItemKind<>("documentation-part", DocumentationPartDefinition.class);

    /** What the piece is about. Null members were not given. */
    public record Location(
            String type,
            @Nullable String path,
            @Nullable String method,
            @Nullable String statusCode,
            @Nullable String name) {}
}
