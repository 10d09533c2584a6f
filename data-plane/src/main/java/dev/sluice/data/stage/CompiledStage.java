package dev.sluice.data.stage;

import dev.sluice.data.access.authorizer.AuthorizerCache;
import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.payload.ContentCoding;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.routing.RouteTrie;
import dev.sluice.data.throttle.KeyedBuckets;
import dev.sluice.data.throttle.SharedBucket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stage as it serves: its routes and the pipeline of each method. Immutable but for what it carries over. */
public final class CompiledStage {
    private final StageFacts facts;
    private final RouteTrie<CompiledMethod> routes;
    private final Carried carried;
    private final long revision;
    private final long estimatedBytes;
    private final Reach reach;

    /**
     * What outlives a deployment that leaves it as it was.
     *
     * @param buckets token buckets by method
     * @param keyedBuckets those of limits by key
     * @param authorizerCaches what authorizers have returned
     * @param verdicts what was found out of tokens
     */
    public record Carried(
            Map<String, SharedBucket> buckets,
            Map<KeyedThrottles.Definition, KeyedBuckets> keyedBuckets,
            Map<Authorizers.Definition, AuthorizerCache> authorizerCaches,
            Map<Authorizers.Definition, Verdicts> verdicts) {
        /** For a stage that nothing outlives. */
        public static final Carried NONE = new Carried(Map.of(), Map.of(), Map.of(), Map.of());

        public Carried {
            buckets = Map.copyOf(buckets);
            keyedBuckets = Map.copyOf(keyedBuckets);
            authorizerCaches = Map.copyOf(authorizerCaches);
            verdicts = Map.copyOf(verdicts);
        }
    }

    public CompiledStage(
            StageFacts facts,
            RouteTrie<CompiledMethod> routes,
            Carried carried,
            long revision,
            long estimatedBytes,
            Reach reach) {
        this.facts = facts;
        this.routes = routes;
        this.carried = carried;
        this.revision = revision;
        this.estimatedBytes = estimatedBytes;
        this.reach = reach;
    }

    public StageFacts facts() {
        return facts;
    }

    /** Where the API's own hosts and the path form lead to it from. */
    public Reach reach() {
        return reach;
    }

    /** Revision of the snapshot that this stage was compiled from. */
    public long revision() {
        return revision;
    }

    /** Why no method gets the request, whichever it is for (rest-api-runtime 1.1, step 7); null when one may. */
    public @Nullable Failure refusal(Request request) {
        return request.body().declaredBytes() != 0 && ContentCoding.of(request.headers()) == ContentCoding.UNKNOWN
                ? Failure.UnsupportedMediaType.UNKNOWN_CODING
                : null;
    }

    /**
     * The method for a request; null when there is none (rest-api-runtime 2.5).
     *
     * @param canonicalPath the path that decides, without API and stage
     * @param rawPath the same path as received, which path values are taken from
     */
    public RouteTrie.@Nullable Match<CompiledMethod> route(String verb, String canonicalPath, String rawPath) {
        return routes.match(verb, canonicalPath, rawPath);
    }

    /** For the stage that comes after this one. */
    Carried carried() {
        return carried;
    }

    /** What this stage takes of the memory budget. */
    long estimatedBytes() {
        return estimatedBytes;
    }
}
