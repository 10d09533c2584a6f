package dev.sluice.control.apis.documentation;

import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.values.JsonTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documentation of one API while a call changes it. Holds the rules of each part and those that span them. */
public final class DocumentationDraft {
    /** management-api 14. */
    private static final int MAX_PARTS = 2000;
    /** As much as one import can bring. */
    private static final int MAX_CHARACTERS = 6 * 1024 * 1024;

    private final Map<Location, DocumentationPartDefinition> byPlace = new LinkedHashMap<>();
    private long characters;

    public DocumentationDraft(List<DocumentationPartDefinition> parts) {
        parts.forEach(part -> keep(PartType.complete(part.location()), part));
    }

    /** A part where there was none; refused when there is one. */
    public DocumentationPartDefinition add(Location location, String properties) {
        PartType.require(location);
        Location place = PartType.complete(location);
        if (byPlace.containsKey(place)) {
            throw ProblemException.conflict(
                    "Documentation part already exists for the specified location: " + text(location) + ".");
        }
        return set(place, new DocumentationPartDefinition(RandomIds.next(), location, properties));
    }

    /** A part at this place, in place of the one that is there, whose id it keeps. */
    public DocumentationPartDefinition put(Location location, String properties) {
        PartType.require(location);
        Location place = PartType.complete(location);
        var former = byPlace.get(place);
        return set(
                place,
                former == null
                        ? new DocumentationPartDefinition(RandomIds.next(), location, properties)
                        : new DocumentationPartDefinition(former.id(), former.location(), properties));
    }

    /** The parts, those that were there before in their order. */
    public List<DocumentationPartDefinition> parts() {
        return new ArrayList<>(byPlace.values());
    }

    private DocumentationPartDefinition set(Location place, DocumentationPartDefinition part) {
        if (JsonTexts.object(part.properties()).isEmpty()) {
            throw ProblemException.badRequest("Documentation part properties must be a JSON object");
        }
        keep(place, part);
        if (byPlace.size() > MAX_PARTS) {
            throw ProblemException.limitExceeded(
                    "Maximum number of documentation parts for this API has been reached: " + MAX_PARTS);
        }
        if (characters > MAX_CHARACTERS) {
            throw ProblemException.limitExceeded(
                    "Maximum size of the documentation of this API has been reached: " + MAX_CHARACTERS);
        }
        return part;
    }

    private void keep(Location place, DocumentationPartDefinition part) {
        var former = byPlace.put(place, part);
        characters += part.properties().length()
                - (former == null ? 0 : former.properties().length());
    }

    private static String text(Location location) {
        return Stream.of(
                        named("type", location.type()),
                        named("path", location.path()),
                        named("method", location.method()),
                        named("statusCode", location.statusCode()),
                        named("name", location.name()))
                .flatMap(Stream::ofNullable)
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
    }

    private static @Nullable String named(String member, @Nullable String value) {
        return value == null ? null : member + " '" + value + "'";
    }
}
