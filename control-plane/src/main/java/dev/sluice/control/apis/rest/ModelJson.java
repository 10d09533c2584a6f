package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.items.ModelDefinition;
import org.jspecify.annotations.Nullable;

/** A model on the wire. */
public record ModelJson(
        String id,
        String name,
        @Nullable String description,
        @Nullable String schema,
        String contentType) {
    static ModelJson of(ModelDefinition model) {
        return new ModelJson(model.id(), model.name(), model.description(), model.schema(), model.contentType());
    }
}
