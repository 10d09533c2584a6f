package dev.sluice.control.apis.openapi.export;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition.Limit;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the limits by key of each place, as an import reads them ({@code x-sluice-throttle}). */
final class ThrottleExtension {
    private static final String NAME = "x-sluice-throttle";

    private final Map<String, ThrottleDefinition> byPlace;

    ThrottleExtension(ApiDefinition api) {
        byPlace = api.throttles().stream().collect(toMap(ThrottleDefinition::id, Function.identity()));
    }

    /** Nothing where a place has none. */
    void put(ObjectNode node, @Nullable String resourceId, @Nullable String verb) {
        ThrottleDefinition throttle = byPlace.get(ThrottleDefinition.idOf(resourceId, verb));
        if (throttle != null) {
            ArrayNode limits = node.putArray(NAME);
            throttle.limits().forEach(limit -> put(limits.addObject(), limit));
        }
    }

    private static void put(ObjectNode node, Limit limit) {
        Nodes.putIfPresent(node, "key", limit.key());
        Double rate = limit.rate();
        if (rate != null) {
            if (rate == Math.rint(rate)) {
                node.put("rate", rate.longValue());
            } else {
                node.put("rate", rate);
            }
        }
        if (limit.burst() != null) {
            node.put("burst", limit.burst());
        }
        if (limit.concurrency() != null) {
            node.put("concurrency", limit.concurrency());
        }
        if (limit.headers()) {
            node.put("headers", true);
        }
    }
}
