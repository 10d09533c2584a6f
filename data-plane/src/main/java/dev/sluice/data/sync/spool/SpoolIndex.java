package dev.sluice.data.sync.spool;

import dev.sluice.contracts.records.KeyDigest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What the segments say, key by key, and the digest of each partition. Replayed from frames at start and kept current
 * after each append. One thread at a time changes it (the spool's lock); any thread may read it.
 */
final class SpoolIndex {
    /** A place to remember, with where it stands on the disk; the location is absent until it was written. */
    private record Placed(SpoolPosition position, @Nullable Location location) {}

    private record Partition(SpoolTopic topic, int number) {}

    private final Map<SpoolTopic, Map<String, SpoolEntry>> entries = new EnumMap<>(SpoolTopic.class);
    private final Map<SpoolTopic, AtomicLongArray> digests = new EnumMap<>(SpoolTopic.class);
    private final Map<SpoolTopic, Map<String, Long>> refused = new EnumMap<>(SpoolTopic.class);
    private final Map<Partition, Placed> positions = new ConcurrentHashMap<>();
    private final AtomicLong liveBytes = new AtomicLong();
    private volatile @Nullable Location synced;

    SpoolIndex(int partitions) {
        for (SpoolTopic topic : SpoolTopic.values()) {
            entries.put(topic, new ConcurrentHashMap<>());
            digests.put(topic, new AtomicLongArray(partitions));
            refused.put(topic, new ConcurrentHashMap<>());
        }
    }

    @Nullable
    SpoolEntry find(SpoolTopic topic, String key) {
        return of(topic).get(key);
    }

    Collection<SpoolEntry> entries(SpoolTopic topic) {
        return of(topic).values();
    }

    long digest(SpoolTopic topic, int partition) {
        return digestsOf(topic).get(partition);
    }

    /** A live view of the keys whose newest revision was refused, with that revision. */
    Map<String, Long> refused(SpoolTopic topic) {
        return refused.computeIfAbsent(topic, _ -> new ConcurrentHashMap<>());
    }

    int partitions() {
        return digestsOf(SpoolTopic.STAGES).length();
    }

    @Nullable
    SpoolPosition position(SpoolTopic topic, int partition) {
        Placed placed = positions.get(new Partition(topic, partition));
        return placed == null ? null : placed.position();
    }

    boolean synced() {
        return synced != null;
    }

    long liveBytes() {
        return liveBytes.get();
    }

    boolean isEmpty() {
        return entries.values().stream().allMatch(Map::isEmpty);
    }

    /** Takes over what a frame on the disk says. Frames of partitions that do not exist are passed over. */
    void apply(FrameHead head, Location location) {
        if (head.partition() < 0 || head.partition() >= partitions()) {
            return;
        }
        switch (head.kind()) {
            case VALUE -> put(entryOf(head).with(Generation.at(head.revision(), head.flagged(), location)));
            case DELETED, REFUSED -> put(entryOf(head).with(new Marker(head.kind(), head.revision(), location)));
            case FORGOTTEN -> remove(head.topic(), head.key());
            case POSITION ->
                place(
                        new Partition(head.topic(), head.partition()),
                        new Placed(new SpoolPosition(head.key(), head.revision()), location));
            case SYNCED -> {
                count(synced, -1);
                synced = location;
                count(location, 1);
            }
            case FOREIGN -> {}
        }
    }

    /** Whether the frame at this place still counts; what does not is garbage. */
    boolean isLive(FrameHead head, Location location) {
        return switch (head.kind()) {
            case VALUE, DELETED, REFUSED -> {
                SpoolEntry entry = find(head.topic(), head.key());
                yield entry != null && entry.locations().anyMatch(location::equals);
            }
            case FORGOTTEN, FOREIGN -> false;
            case POSITION -> {
                Placed placed = positions.get(new Partition(head.topic(), head.partition()));
                yield placed != null && location.equals(placed.location());
            }
            case SYNCED -> location.equals(synced);
        };
    }

    /** Replaces the entry of its key, or removes it when nothing is left of it. */
    void put(SpoolEntry entry) {
        SpoolEntry former = entry.isEmpty()
                ? of(entry.topic()).remove(entry.key())
                : of(entry.topic()).put(entry.key(), entry);
        if (former != null) {
            account(former, -1);
        }
        if (!entry.isEmpty()) {
            account(entry, 1);
        }
    }

    /** The value at this place is unreadable: the generation before it takes over. */
    void lose(FrameHead head, Location location) {
        SpoolEntry entry = find(head.topic(), head.key());
        Generation lost = entry == null ? null : entry.generationAt(location);
        if (entry != null && lost != null) {
            put(entry.without(lost));
        }
    }

    void remove(SpoolTopic topic, String key) {
        SpoolEntry former = of(topic).remove(key);
        if (former != null) {
            account(former, -1);
        }
    }

    /** Every refused revision counts as never seen again, so that another version of the software may try it. */
    void forgetRefusals() {
        for (Map<String, SpoolEntry> ofTopic : entries.values()) {
            ofTopic.values().stream()
                    .filter(entry -> entry.marker() != null && !entry.deleted())
                    .toList()
                    .forEach(entry -> put(entry.withoutRefusal()));
        }
    }

    private SpoolEntry entryOf(FrameHead head) {
        SpoolEntry entry = find(head.topic(), head.key());
        return entry == null ? SpoolEntry.unknown(head.topic(), head.partition(), head.key()) : entry;
    }

    private void place(Partition partition, Placed placed) {
        Placed former = positions.put(partition, placed);
        if (former != null) {
            count(former.location(), -1);
        }
        count(placed.location(), 1);
    }

    private void account(SpoolEntry entry, int sign) {
        entry.locations().forEach(location -> count(location, sign));
        if (!entry.deleted()) {
            digestsOf(entry.topic()).addAndGet(entry.partition(), sign * KeyDigest.of(entry.key(), entry.revision()));
        }
        if (entry.refused() && sign > 0) {
            refused(entry.topic()).put(entry.key(), entry.revision());
        } else if (entry.refused()) {
            refused(entry.topic()).remove(entry.key());
        }
    }

    private void count(@Nullable Location location, int sign) {
        if (location != null) {
            liveBytes.addAndGet(sign * location.frameBytes());
        }
    }

    private Map<String, SpoolEntry> of(SpoolTopic topic) {
        return entries.computeIfAbsent(topic, _ -> new ConcurrentHashMap<>());
    }

    private AtomicLongArray digestsOf(SpoolTopic topic) {
        var ofTopic = digests.get(topic);
        if (ofTopic == null) {
            throw new IllegalStateException("no digests of " + topic);
        }
        return ofTopic;
    }
}
