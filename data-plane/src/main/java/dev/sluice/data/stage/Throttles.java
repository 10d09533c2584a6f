package dev.sluice.data.stage;

import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.Rate;
import dev.sluice.data.throttle.TokenBucket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each method its token bucket: stage limits hold per method, and the most specific setting wins
 * (rest-api-runtime 5). A bucket whose settings did not change is the previous stage's own. One per compilation.
 */
final class Throttles {
    private final List<ThrottleSnapshot> settings;
    private final Map<String, TokenBucket> previous;
    private final Map<String, TokenBucket> buckets = new HashMap<>();

    Throttles(List<ThrottleSnapshot> settings, Map<String, TokenBucket> previous) {
        this.settings = settings;
        this.previous = previous;
    }

    /** Null when nothing limits the method. */
    @Nullable
    TokenBucket bucket(String resourcePath, String verb) {
        ThrottleSnapshot setting = mostSpecific(resourcePath, verb);
        if (setting == null || setting.ratePerSecond() < 0 || setting.burst() < 0) {
            return null;
        }
        Rate rate = Rate.perSecond(setting.ratePerSecond());
        Burst burst = new Burst(setting.burst());
        String key = verb + " " + resourcePath;
        TokenBucket bucket = previous.get(key);
        if (bucket == null || !bucket.rate().equals(rate) || !bucket.burst().equals(burst)) {
            bucket = new TokenBucket(rate, burst);
        }
        buckets.put(key, bucket);
        return bucket;
    }

    /** Every bucket that was given out, by method. */
    Map<String, TokenBucket> all() {
        return Map.copyOf(buckets);
    }

    private @Nullable ThrottleSnapshot mostSpecific(String resourcePath, String verb) {
        ThrottleSnapshot best = null;
        int bestRank = 0;
        for (ThrottleSnapshot setting : settings) {
            int rank = Specificity.of(setting.resourcePath(), setting.verb(), resourcePath, verb);
            if (rank > bestRank) {
                best = setting;
                bestRank = rank;
            }
        }
        return best;
    }
}
