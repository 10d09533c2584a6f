package dev.sluice.data.access.keys;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of all keys that are in a plan, or of which a total was told: keys and totals come in any order, from
 * workers of their own.
 */
final class PlanCounts {
    private final ConcurrentHashMap<KeyInPlan, Held> counts = new ConcurrentHashMap<>();
    private final UsageLedger ledger;

    /** A count, and how many keys that the node knows use it: two for the moment in which one takes another's place. */
    private record Held(PlanCount count, int users) {
        @Nullable
        Held orNone() {
            return users <= 0 && !count.hasTotal() ? null : this;
        }
    }

    PlanCounts(UsageLedger ledger) {
        this.ledger = ledger;
    }

    /** The count of a key that is in a plan from now on. */
    PlanCount join(KeyInPlan name) {
        return counts.compute(name, (_, held) -> {
                    Held known = orNew(name, held);
                    return new Held(known.count(), known.users() + 1);
                })
                .count();
    }

    /** The key is in the plan no longer. */
    void leave(KeyInPlan name) {
        counts.computeIfPresent(name, (_, held) -> new Held(held.count(), held.users() - 1).orNone());
    }

    void tell(KeyInPlan name, QuotaTotal total, long sequence) {
        counts.compute(name, (_, held) -> {
            Held known = orNew(name, held);
            known.count().tell(total, sequence);
            return known;
        });
    }

    void forgetTotal(KeyInPlan name) {
        counts.computeIfPresent(name, (_, held) -> {
            held.count().forgetTotal();
            return held.orNone();
        });
    }

    /** How many there are. */
    int size() {
        return counts.size();
    }

    private Held orNew(KeyInPlan name, @Nullable Held held) {
        return held == null ? new Held(new PlanCount(name, ledger), 0) : held;
    }
}
