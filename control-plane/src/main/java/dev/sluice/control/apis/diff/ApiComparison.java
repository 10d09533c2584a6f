package dev.sluice.control.apis.diff;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.diff.MethodComparison.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Compares two definitions of one API by their meaning. */
public final class ApiComparison {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^/]*?(\\+?)}");

    private final List<MethodDiff> methods = new ArrayList<>();

    private ApiComparison() {}

    /** What became of the older definition. */
    public static ApiDiff between(ApiDefinition before, ApiDefinition after) {
        var comparison = new ApiComparison();
        comparison.compare(places(before), places(after));
        var parts = new Changes();
        SettingsComparison.into(parts, before.settings(), after.settings());
        ItemsComparison.into(parts, before, after);
        comparison.methods.sort(Comparator.comparing(MethodDiff::path).thenComparing(MethodDiff::verb));
        return new ApiDiff(comparison.methods, parts.found());
    }

    private void compare(Map<Place, Side> before, Map<Place, Side> after) {
        var gone = new LinkedHashMap<>(before);
        var come = new LinkedHashMap<>(after);
        before.forEach((place, side) -> {
            var now = after.get(place);
            if (now != null) {
                gone.remove(place);
                come.remove(place);
                changed(place, side, now);
            }
        });
        Map<Place, Deque<Place>> comeByShape = new HashMap<>();
        come.keySet()
                .forEach(place -> comeByShape
                        .computeIfAbsent(place.withoutNames(), _ -> new ArrayDeque<>())
                        .add(place));
        gone.forEach((place, side) -> {
            var alike = comeByShape.get(place.withoutNames());
            var other = alike == null ? null : alike.poll();
            if (other == null) {
                methods.add(new MethodDiff(
                        place.path(),
                        place.verb(),
                        Kind.REMOVED,
                        Impact.BREAKING,
                        "the method was removed",
                        List.of()));
            } else {
                changed(other, side, Objects.requireNonNull(come.remove(other)));
            }
        });
        come.keySet()
                .forEach(place -> methods.add(new MethodDiff(
                        place.path(), place.verb(), Kind.ADDED, Impact.SAFE, "the method was added", List.of())));
    }

    private void changed(Place place, Side before, Side after) {
        List<Change> changes = MethodComparison.of(before, after);
        if (!changes.isEmpty()) {
            methods.add(MethodDiff.changed(place.path(), place.verb(), changes));
        }
    }

    private static Map<Place, Side> places(ApiDefinition api) {
        var items = Items.of(api);
        var places = new LinkedHashMap<Place, Side>();
        for (ResourceDefinition resource : api.resources()) {
            resource.methods()
                    .forEach((verb, method) ->
                            places.put(new Place(resource.path(), verb), new Side(items, resource, method)));
        }
        return places;
    }

    /** Where a method stands. */
    private record Place(String path, String verb) {
        /** The same for all places that the same calls reach: only the names of their variables differ. */
        Place withoutNames() {
            return new Place(VARIABLE.matcher(path).replaceAll("{$1}"), verb);
        }
    }
}
