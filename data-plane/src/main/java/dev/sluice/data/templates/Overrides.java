package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of one call set in {@code $context.requestOverride} and {@code $context.responseOverride}
 * (mapping-templates 6). One per call, so that a MOCK's response template reads what its request template wrote.
 * Values are text as a template made it: whoever sends them checks them. Confined to the call's loop.
 */
public final class Overrides {
    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;
    /** For the values of one part; a text among them costs one step, whatever its length. */
    private static final int PRINTING_STEPS = 100_000;

    private final List<Repeats> repeats = new ArrayList<>();
    private @Nullable MapValue request;
    private @Nullable MapValue response;
    private Settled settled = Settled.NOTHING;
    private List<String> repeated = List.of();

    /** A map of open maps, which print as nothing (mapping-templates 3). */
    private MapValue open(String place, String... parts) {
        Map<Object, @Nullable Object> members = new HashMap<>();
        for (String part : parts) {
            members.put(part, new MapValue(new LinkedHashMap<>(), true, true, noting(place + part + ".")));
        }
        return new MapValue(members, true, true, noting(place));
    }

    private Repeats noting(String place) {
        Repeats notes = new Repeats(place);
        repeats.add(notes);
        return notes;
    }

    /** Made when a template first names it, which few do. */
    MapValue request() {
        if (request == null) {
            request = open("requestOverride.", "path", "header", "querystring");
        }
        return request;
    }

    MapValue response() {
        if (response == null) {
            response = open("responseOverride.", "header");
        }
        return response;
    }

    /** What was set so far, as text; a template's end settles it. */
    private record Settled(
            Map<String, String> requestPath,
            Map<String, List<String>> requestQuery,
            Map<String, List<String>> requestHeaders,
            Map<String, List<String>> responseHeaders) {
        static final Settled NOTHING = new Settled(Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** Turns what a template has set into text; called at its end. */
    void settle() {
        if (request == null && response == null) {
            return;
        }
        Map<String, String> path = new LinkedHashMap<>();
        lists(request, "path").forEach((name, values) -> path.put(name, String.join(",", values)));
        repeated = drained();
        settled = new Settled(path, lists(request, "querystring"), lists(request, "header"), lists(response, "header"));
    }

    private List<String> drained() {
        List<String> all = List.of();
        for (Repeats part : repeats) {
            List<String> names = part.drain();
            if (!names.isEmpty()) {
                all = Stream.concat(all.stream(), names.stream()).toList();
            }
        }
        return all;
    }

    /** Overrides that the last template set more than once, of which the last value holds; {@code requestOverride.path.id}. */
    public List<String> repeated() {
        return repeated;
    }

    /** Path parameters that the request template set, by name. */
    public Map<String, String> requestPath() {
        return settled.requestPath;
    }

    /** Query parameters that the request template set; a list gives several values. */
    public Map<String, List<String>> requestQuery() {
        return settled.requestQuery;
    }

    /** Headers that the request template set, case as written; a list gives several values. */
    public Map<String, List<String>> requestHeaders() {
        return settled.requestHeaders;
    }

    /** Headers that a template set for the answer, case as written; a list gives several values. */
    public Map<String, List<String>> responseHeaders() {
        return settled.responseHeaders;
    }

    /** The status that a template set; null unless it is a whole number of 100 to 599, as a number. */
    public @Nullable Integer status() {
        return response != null
                        && response.read("status") instanceof Integer status
                        && status >= LOWEST_STATUS
                        && status <= HIGHEST_STATUS
                ? status
                : null;
    }

    private static Map<String, List<String>> lists(@Nullable MapValue from, String part) {
        if (from == null
                || !(from.entries().get(part) instanceof MapValue set)
                || set.entries().isEmpty()) {
            return Map.of();
        }
        var budget = new Budget(PRINTING_STEPS);
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Map.Entry<Object, @Nullable Object> entry : set.entries().entrySet()) {
            lists.put(Printer.text(entry.getKey(), budget), texts(Values.of(entry.getValue()), budget));
        }
        return lists;
    }

    private static List<String> texts(Object value, Budget budget) {
        if (!(value instanceof ListValue list)) {
            budget.charge(1);
            return List.of(Printer.text(value, budget));
        }
        budget.charge(list.size());
        return list.items().stream()
                .map(item -> Printer.text(Values.of(item), budget))
                .toList();
    }
}
