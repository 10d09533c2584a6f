package dev.sluice.control.documentation;

import org.jspecify.annotations.Nullable;

/**
 * What CreateDocumentationVersion asks for.
 *
 * @param stageName a stage that shows the new version from now on; null for none
 */
public record NewVersion(
        String version,
        @Nullable String description,
        @Nullable String stageName) {}
