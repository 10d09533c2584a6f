package dev.sluice.control.apis.items;

import dev.sluice.control.platform.values.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits by key that an owner has put on one place of an API; the place is the id of its item. Only documents set them.
 *
 * @param resourceId null for the whole API
 * @param verb null for the whole resource
 * @param limits all of them have to let a call pass
 */
public record ThrottleDefinition(
        @Nullable String resourceId, @Nullable String verb, List<Limit> limits) {
    public static final ItemKind<ThrottleDefinition> KIND = new ItemKind<>("throttle", ThrottleDefinition.class);

    public ThrottleDefinition {
        limits = Copies.list(limits);
    }

    /**
     * One limit; it has a rate or a concurrency.
     *
     * @param key what calls are counted by, as written; null: all count alike
     * @param rate calls a second with the same value; null: any
     * @param burst calls at once; null: those of a second
     * @param concurrency calls under way at once with the same value; null: any
     * @param headers whether replies tell clients of it
     */
    public record Limit(
            @Nullable String key,
            @Nullable Double rate,
            @Nullable Integer burst,
            @Nullable Integer concurrency,
            boolean headers) {
        /** What the bucket holds: as much as comes in a second unless it was said; null where no rate is limited. */
        public @Nullable Integer effectiveBurst() {
            return burst != null || rate == null ? burst : Integer.valueOf((int) Math.max(1, Math.ceil(rate)));
        }
    }

    public String id() {
        return idOf(resourceId, verb);
    }

    /** The id of what stands at a place. */
    public static String idOf(@Nullable String resourceId, @Nullable String verb) {
        if (resourceId == null) {
            return "api";
        }
        return verb == null ? resourceId : resourceId + "/" + verb;
    }
}
