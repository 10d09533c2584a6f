package dev.sluice.data.stage;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the compiled stages under a budget of estimated bytes. Recency is counted in turns: a turn ends with each stage
 * that is compiled, and a request notes the turn at most once, so hot stages cost no shared write per call.
 */
final class CompiledBudget {
    private final long limitBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<StageEntry> compiled = ConcurrentHashMap.newKeySet();

    CompiledBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long bytes() {
        return bytes.get();
    }

    void used(StageEntry entry) {
        int now = turn.get();
        if (entry.lastUsed() != now) {
            entry.lastUsed(now);
        }
    }

    /** Under the entry's monitor. */
    void add(StageEntry entry, CompiledStage stage) {
        entry.lastUsed(turn.incrementAndGet());
        entry.compiledBytes(stage.estimatedBytes());
        bytes.addAndGet(stage.estimatedBytes());
        compiled.add(entry);
    }

    /** Under the entry's monitor. */
    void remove(StageEntry entry) {
        if (compiled.remove(entry)) {
            bytes.addAndGet(-entry.compiledBytes());
        }
    }

    /** Packs the stages that were used longest ago until a tenth of the budget is free again. Workers only. */
    void evict() {
        if (bytes.get() > limitBytes) {
            packIdle(limitBytes - limitBytes / 10);
        }
        if (bytes.get() > limitBytes) {
            packOldest(limitBytes);
        }
    }

    private void packIdle(long wantedBytes) {
        int newest = turn.get();
        for (Aged aged : byAge(newest)) {
            if (bytes.get() <= wantedBytes || aged.turn() == newest) {
                return;
            }
            if (aged.entry().lastUsed() == aged.turn()) {
                pack(aged.entry());
            }
        }
    }

    /** All of them are in use at once: the budget holds all the same, but for one stage that is larger than it. */
    private void packOldest(long wantedBytes) {
        for (Aged aged : byAge(turn.get())) {
            if (bytes.get() <= wantedBytes || compiled.size() == 1) {
                return;
            }
            pack(aged.entry());
        }
    }

    private void pack(StageEntry entry) {
        synchronized (entry) {
            remove(entry);
            entry.evict();
        }
    }

    private record Aged(StageEntry entry, int turn) {}

    private List<Aged> byAge(int newest) {
        return compiled.stream()
                .map(entry -> new Aged(entry, entry.lastUsed()))
                .sorted(Comparator.comparingInt(aged -> aged.turn() - newest))
                .toList();
    }
}
