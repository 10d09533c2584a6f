package dev.sluice.control.apis.documentation;

import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.platform.values.JsonTexts;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which documentation parts a list shows; null members do not narrow it.
 *
 * @param path as the location has it, where a missing one counts as the root
 * @param locationStatus DOCUMENTED: with content, UNDOCUMENTED: without
 */
public record PartFilter(
        @Nullable String type,
        @Nullable String name,
        @Nullable String path,
        @Nullable String locationStatus) implements Predicate<DocumentationPartDefinition> {
    static final String DOCUMENTED = "DOCUMENTED";

    boolean isOpen() {
        return type == null && name == null && path == null && locationStatus == null;
    }

    @Override
    public boolean test(DocumentationPartDefinition part) {
        var place = PartType.complete(part.location());
        return (type == null || type.equals(place.type()))
                && (name == null || name.equals(place.name()))
                && (path == null || path.equals(place.path()))
                && (locationStatus == null || locationStatus.equals(DOCUMENTED) == hasContent(part));
    }

    private static boolean hasContent(DocumentationPartDefinition part) {
        return JsonTexts.object(part.properties())
                .filter(object -> !object.isEmpty())
                .isPresent();
    }
}
