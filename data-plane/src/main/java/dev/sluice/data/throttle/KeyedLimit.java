package dev.sluice.data.throttle;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.pipeline.Exchange;
import org.jspecify.annotations.Nullable;

/** A limit of an API's own on calls with the same value of a key, as one stage has it. Immutable but for its buckets. */
public final class KeyedLimit {
    private final String name;
    private final boolean told;
    private final Key key;
    private final KeyedBuckets buckets;
    private final BucketName values;
    private final long withoutValue;

    /** What calls are counted by. */
    public interface Key {
        /** The value; null for a call that has none: all such calls count together. */
        @Nullable
        String of(Exchange exchange);
    }

    /**
     * Where a limit stands.
     *
     * @param name what it is called in replies and logs, for example {@code method-1}
     * @param resourcePath empty for the whole stage
     * @param verb empty for a whole resource
     */
    public record Place(StageKey stage, String name, String resourcePath, String verb) {}

    /**
     * Counts in these buckets.
     *
     * @param told whether replies tell clients of it
     */
    public KeyedLimit(Place place, Key key, boolean told, KeyedBuckets buckets) {
        this.name = place.name();
        this.told = told;
        this.key = key;
        this.buckets = buckets;
        this.values = BucketName.of(
                "keyed",
                place.stage().tenant(),
                place.stage().api(),
                place.stage().stage(),
                place.resourcePath(),
                place.verb(),
                name);
        this.withoutValue = values.id();
    }

    String name() {
        return name;
    }

    boolean told() {
        return told;
    }

    KeyedBuckets buckets() {
        return buckets;
    }

    /** As {@link KeyedBuckets#enter}. */
    @Nullable
    KeyedBucket enter(Exchange exchange) {
        String value = key.of(exchange);
        return buckets.enter(value == null ? withoutValue : values.id(value));
    }
}
