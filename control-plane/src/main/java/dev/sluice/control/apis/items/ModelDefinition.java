package dev.sluice.control.apis.items;

import org.jspecify.annotations.Nullable;

/**
 * A model; its name is the id of its item.
 *
 * @param schema JSON schema draft 4 as text, kept as sent
 */
public record ModelDefinition(
        String id,
        String name,
        String contentType,
        @Nullable String description,
        @Nullable String schema) {
    public static final ItemKind<ModelDefinition> KIND = new ItemKind<>("model", ModelDefinition.class);
}
