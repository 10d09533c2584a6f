package dev.sluice.control.apis.documentation;

import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.values.JsonTexts;
import dev.sluice.control.tenants.Limit;
import dev.sluice.control.tenants.TenantLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documentation of one API while a call changes it. Holds the rules of each part and those that span them. */
public final class DocumentationDraft {
    /** As much as one import can bring. */
    private static final int MAX_CHARACTERS = 6 * 1024 * 1024;

    private final Map<Location, DocumentationPartDefinition> byPlace = new LinkedHashMap<>();
    private final Map<Location, DocumentationPartDefinition> former = new HashMap<>();
    private final TenantLimits limits;
    private long characters;

    /**
     * The documentation as it is.
     *
     * @param limits how many parts there may be
     */
    public DocumentationDraft(List<DocumentationPartDefinition> parts, TenantLimits limits) {
        this.limits = limits;
        parts.forEach(part -> keep(PartType.complete(part.location()), part));
    }

    /** Documentation that begins anew; a part that comes back at its place keeps its id. */
    public static DocumentationDraft anew(List<DocumentationPartDefinition> former, TenantLimits limits) {
        var draft = new DocumentationDraft(List.of(), limits);
        former.forEach(part -> draft.former.put(PartType.complete(part.location()), part));
        return draft;
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
        var known = byPlace.getOrDefault(place, former.get(place));
        return set(
                place,
                known == null
                        ? new DocumentationPartDefinition(RandomIds.next(), location, properties)
                        : new DocumentationPartDefinition(known.id(), known.location(), properties));
    }

    /** Whether one more part with so much text fits. */
    public boolean hasRoom(int text) {
        return byPlace.size() < limits.of(Limit.DOCUMENTATION_PARTS) && characters + text <= MAX_CHARACTERS;
    }

    /** The parts, those that were there before in their order. */
    public List<DocumentationPartDefinition> parts() {
        return new ArrayList<>(byPlace.values());
    }

    private DocumentationPartDefinition set(Location place, DocumentationPartDefinition part) {
        if (JsonTexts.object(part.properties()).isEmpty()) {
            throw ProblemException.badRequest("Documentation part properties must be a JSON object");
        }
        if (!byPlace.containsKey(place)) {
            limits.requireRoom(Limit.DOCUMENTATION_PARTS, byPlace.size());
        }
        keep(place, part);
        if (characters > MAX_CHARACTERS) {
            throw ProblemException.limitExceeded(
                    "Maximum size of the documentation of this API has been reached: " + MAX_CHARACTERS);
        }
        return part;
    }

    private void keep(Location place, DocumentationPartDefinition part) {
        var replaced = byPlace.put(place, part);
        characters += part.properties().length()
                - (replaced == null ? 0 : replaced.properties().length());
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
