package dev.sluice.data.stage;

import dev.sluice.contracts.stages.KeyedThrottleSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ThrottleKey;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.KeyedBuckets;
import dev.sluice.data.throttle.KeyedLimit;
import dev.sluice.data.throttle.KeyedThrottleStep;
import dev.sluice.data.throttle.Rate;
import dev.sluice.data.throttle.SharedBuckets;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Source;
import dev.sluice.data.transform.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives each method the limits by key that its API's owner has put on it, its resource and the whole API, innermost first.
 * Buckets of a limit that did not change are the previous stage's own. One per compilation.
 */
final class KeyedThrottles {
    private final StageKey stage;
    private final SharedBuckets shared;
    private final NanoClock clock;
    private final Map<Definition, KeyedBuckets> previous;
    private final Map<Definition, KeyedBuckets> buckets = new HashMap<>();
    private final List<Placed> limits = new ArrayList<>();

    /**
     * A limit as its owner wrote it.
     *
     * @param number its place among those of its place, from 1
     */
    record Definition(KeyedThrottleSnapshot limit, int number) {}

    private record Placed(KeyedThrottleSnapshot snapshot, KeyedLimit limit) {
        boolean isOfMethod(String resourcePath, String verb) {
            return resourcePath.equals(snapshot.resourcePath()) && verb.equals(snapshot.verb());
        }

        boolean isOfResource(String resourcePath) {
            return resourcePath.equals(snapshot.resourcePath()) && snapshot.verb() == null;
        }

        boolean isOfApi() {
            return snapshot.resourcePath() == null;
        }
    }

    /** Fails closed: a limit that this node cannot count by is refused. */
    KeyedThrottles(StageSnapshot stage, SharedBuckets shared, NanoClock clock, Map<Definition, KeyedBuckets> previous)
            throws MappingRefused {
        this.stage = stage.key();
        this.shared = shared;
        this.clock = clock;
        this.previous = previous;
        Map<String, Integer> numbers = new HashMap<>();
        for (KeyedThrottleSnapshot limit : stage.api().keyedThrottles()) {
            int number = numbers.merge(limit.verb() + " " + limit.resourcePath(), 1, Integer::sum);
            limits.add(new Placed(limit, compiled(new Definition(limit, number))));
        }
    }

    /** What limits a method; nothing of one that has no such limits. */
    List<Step> steps(String resourcePath, String verb) {
        List<KeyedLimit> asked = new ArrayList<>();
        limits.stream().filter(each -> each.isOfMethod(resourcePath, verb)).forEach(each -> asked.add(each.limit()));
        limits.stream().filter(each -> each.isOfResource(resourcePath)).forEach(each -> asked.add(each.limit()));
        limits.stream().filter(Placed::isOfApi).forEach(each -> asked.add(each.limit()));
        return asked.isEmpty() ? List.of() : List.of(new KeyedThrottleStep(asked, clock));
    }

    /** The buckets of all limits. */
    Map<Definition, KeyedBuckets> all() {
        return Map.copyOf(buckets);
    }

    private KeyedLimit compiled(Definition definition) throws MappingRefused {
        KeyedThrottleSnapshot limit = definition.limit();
        KeyedLimit.Key key = key(limit.key());
        KeyedBuckets known = previous.get(definition);
        KeyedBuckets counted = known == null ? fresh(limit) : known;
        buckets.put(definition, counted);
        String kind = limit.verb() != null ? "method-" : limit.resourcePath() != null ? "path-" : "api-";
        var place = new KeyedLimit.Place(
                stage,
                kind + definition.number(),
                Objects.requireNonNullElse(limit.resourcePath(), ""),
                Objects.requireNonNullElse(limit.verb(), ""));
        return new KeyedLimit(place, key, limit.headers(), counted);
    }

    private KeyedBuckets fresh(KeyedThrottleSnapshot limit) throws MappingRefused {
        Double rate = limit.ratePerSecond();
        int burst = Objects.requireNonNullElse(limit.burst(), 0);
        Integer concurrency = limit.concurrency();
        boolean limitsRate = rate != null && rate > 0 && Double.isFinite(rate) && burst > 0;
        boolean limitsConcurrency = concurrency != null && concurrency > 0;
        if (limitsRate != (rate != null)
                || limitsConcurrency != (concurrency != null)
                || (!limitsRate && !limitsConcurrency)) {
            throw new MappingRefused("a throttle by key has no rate with a burst and no concurrency above 0");
        }
        return new KeyedBuckets(
                stage.tenant(),
                rate == null ? null : Rate.perSecond(rate),
                new Burst(burst),
                Objects.requireNonNullElse(concurrency, 0),
                shared);
    }

    /** Spellings that lead to the same place are one value: the case of a header's name, the escapes of a path. */
    private static KeyedLimit.Key key(@Nullable String key) throws MappingRefused {
        if (key == null) {
            return _ -> null;
        }
        String expression = ThrottleKey.expression(key);
        Source source = expression == null ? null : Sources.ofRequest(expression, Map.of());
        if (expression == null || source == null) {
            throw new MappingRefused("a throttle cannot count calls by " + key);
        }
        if (source instanceof Source.Header(String name)) {
            return exchange -> exchange.request().headers().last(name);
        }
        return expression.equals("context.path")
                ? exchange -> exchange.request().canonicalPath()
                : source::value;
    }
}
