package dev.sluice.control.apis.models;

import org.jspecify.annotations.Nullable;

/** What CreateModel asks for. */
public record NewModel(
        String name,
        String contentType,
        @Nullable String description,
        @Nullable String schema) {}
