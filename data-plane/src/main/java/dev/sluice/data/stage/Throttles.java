package dev.sluice.data.stage;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.throttle.AccountThrottleStep;
import dev.sluice.data.throttle.BucketId;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.Rate;
import dev.sluice.data.throttle.SharedBucket;
import dev.sluice.data.throttle.SharedBuckets;
import dev.sluice.data.throttle.ThrottleStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each method what limits it: what its owner limits by key, then its own token bucket, since stage limits hold per method and the most specific setting
 * wins, and then its tenant's (rest-api-runtime 5). A bucket whose settings did not change is the previous stage's own. One
 * per compilation.
 */
final class Throttles {
    private final StageKey stage;
    private final List<ThrottleSnapshot> settings;
    private final SharedBuckets shared;
    private final NanoClock clock;
    private final KeyedThrottles keyed;
    private final Step account;
    private final Map<String, SharedBucket> previous;
    private final Map<String, SharedBucket> buckets = new HashMap<>();

    Throttles(
            StageSnapshot stage,
            KeyedThrottles keyed,
            Callers callers,
            NanoClock clock,
            Map<String, SharedBucket> previous) {
        this.stage = stage.key();
        this.settings = stage.throttles();
        this.keyed = keyed;
        this.shared = callers.buckets();
        this.clock = clock;
        this.account = new AccountThrottleStep(callers.accounts().of(stage.key().tenant()), clock);
        this.previous = previous;
    }

    /** What limits a method, in the order in which it is asked. */
    List<Step> steps(String resourcePath, String verb) {
        List<Step> steps = new ArrayList<>(keyed.steps(resourcePath, verb));
        SharedBucket bucket = bucket(resourcePath, verb);
        if (bucket != null) {
            steps.add(new ThrottleStep(bucket, clock));
        }
        steps.add(account);
        return steps;
    }

    KeyedThrottles keyed() {
        return keyed;
    }

    /** Every bucket that was given out, by method. */
    Map<String, SharedBucket> all() {
        return Map.copyOf(buckets);
    }

    private @Nullable SharedBucket bucket(String resourcePath, String verb) {
        ThrottleSnapshot setting = mostSpecific(resourcePath, verb);
        if (setting == null || !limits(setting)) {
            return null;
        }
        Rate rate = Rate.perSecond(setting.ratePerSecond());
        Burst burst = new Burst(setting.burst());
        String key = verb + " " + resourcePath;
        SharedBucket bucket = previous.get(key);
        if (bucket == null || !bucket.has(rate, burst)) {
            long id = BucketId.of("method", stage.tenant(), stage.api(), stage.stage(), verb, resourcePath);
            bucket = shared.bucket(id, stage.tenant(), rate, burst);
        }
        buckets.put(key, bucket);
        return bucket;
    }

    /** Nothing at all of the one refuses every call, also where the other one is not limited. */
    private static boolean limits(ThrottleSnapshot setting) {
        boolean refusesAll = setting.ratePerSecond() == 0 || setting.burst() == 0;
        return refusesAll || (setting.ratePerSecond() > 0 && setting.burst() > 0);
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
