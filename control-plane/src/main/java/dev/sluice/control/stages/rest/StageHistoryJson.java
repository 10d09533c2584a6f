package dev.sluice.control.stages.rest;

import dev.sluice.control.stages.StageHistoryEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the deployments that a stage pointed at, newest first. */
public record StageHistoryJson(
        List<EntryJson> items, @Nullable String position) {
    static StageHistoryJson of(List<StageHistoryEntry> entries, int limit) {
        var items = entries.stream().limit(limit).map(EntryJson::of).toList();
        return new StageHistoryJson(
                items, entries.size() > limit ? Long.toString(items.getLast().revision()) : null);
    }

    /**
     * One deployment.
     *
     * @param revision the first under which the nodes were sent it
     */
    public record EntryJson(String deploymentId, long revision, Instant deployedAt) {
        static EntryJson of(StageHistoryEntry entry) {
            return new EntryJson(entry.deploymentId(), entry.revision(), entry.deployedAt());
        }
    }
}
