package dev.sluice.data.stage;

import dev.sluice.contracts.stages.StageKey;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Entries by API id, each API with a small array of its stages that is replaced on change. Reads take no lock and make
 * no garbage. API ids are unique over tenants: the tenant that came first keeps an id.
 */
final class StageIndex {
    private final ConcurrentHashMap<String, StageEntry[]> apis = new ConcurrentHashMap<>();
    private final AtomicInteger live = new AtomicInteger();

    @Nullable
    StageEntry find(String api, String stage) {
        StageEntry[] stages = apis.get(api);
        return stages == null ? null : find(stages, stage);
    }

    private static @Nullable StageEntry find(StageEntry[] stages, String stage) {
        for (StageEntry entry : stages) {
            if (entry.key().stage().equals(stage)) {
                return entry;
            }
        }
        return null;
    }

    /** The entry of a key, made when there is none; null when the API id belongs to another tenant. */
    @Nullable
    StageEntry entry(StageKey key, TenantState tenant) {
        StageEntry known = find(key.api(), key.stage());
        if (known == null) {
            apis.merge(key.api(), new StageEntry[] {new StageEntry(key, tenant)}, StageIndex::grown);
            known = find(key.api(), key.stage());
        }
        return known != null && known.key().equals(key) ? known : null;
    }

    private static StageEntry[] grown(StageEntry[] stages, StageEntry[] added) {
        StageKey key = added[0].key();
        if (find(stages, key.stage()) != null || !stages[0].key().tenant().equals(key.tenant())) {
            return stages;
        }
        StageEntry[] all = Arrays.copyOf(stages, stages.length + 1);
        all[stages.length] = added[0];
        return all;
    }

    /** Notes whether an entry counts; called under the entry's monitor. */
    void live(StageEntry entry, boolean now) {
        if (entry.live() != now) {
            entry.live(now);
            live.addAndGet(now ? 1 : -1);
        }
    }

    int live() {
        return live.get();
    }

    void forget(StageKey key) {
        apis.computeIfPresent(key.api(), (_, stages) -> without(stages, key));
    }

    private static StageEntry @Nullable [] without(StageEntry[] stages, StageKey key) {
        StageEntry[] kept = Arrays.stream(stages)
                .filter(entry -> entry.live() || !entry.key().equals(key))
                .toArray(StageEntry[]::new);
        return kept.length == 0 ? null : kept;
    }
}
