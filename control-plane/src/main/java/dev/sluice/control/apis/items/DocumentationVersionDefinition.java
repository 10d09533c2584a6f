package dev.sluice.control.apis.items;

import dev.sluice.control.platform.values.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of an API as it was when somebody gave it a version; the version is the id of its item.
 *
 * @param parts empty in lists, which do not read them
 */
public record DocumentationVersionDefinition(
        String version, @Nullable String description, Instant createdAt, List<DocumentationPartDefinition> parts) {
    public static final ItemKind<DocumentationVersionDefinition> KIND =
            new ItemKind<>("documentation-version", DocumentationVersionDefinition.class);
    public static final String PARTS = "parts";

    public DocumentationVersionDefinition {
        parts = Copies.list(parts);
    }
}
