package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends frames and keeps the index in step. What the disk does not take stays in memory and is tried again; until it
 * is written no position is, so that a restart reads it from the topics again. Beyond a bound a value is dropped: the
 * digest then shows that the node lacks it, and until it came again no position is written either. Guarded by the
 * spool's lock.
 */
final class SpoolWriter {
    private static final byte[] NO_VALUE = new byte[0];

    private final SpoolLog log;
    private final SpoolIndex index;
    private final SpoolDisk disk;
    private final Map<String, SpoolEntry> unsaved = new LinkedHashMap<>();
    private final Map<String, FrameHead> places = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();
    private final long maxUnsavedBytes;
    private long unsavedBytes;

    SpoolWriter(SpoolLog log, SpoolIndex index, SpoolDisk disk, long maxUnsavedBytes) {
        this.log = log;
        this.index = index;
        this.disk = disk;
        this.maxUnsavedBytes = maxUnsavedBytes;
    }

    /** Adds a value to its entry. */
    void value(SpoolEntry entry, long revision, boolean flagged, byte[] value) {
        Location location = append(headOf(entry, revision, flagged, value), value);
        if (location == null && unsavedBytes + value.length > maxUnsavedBytes) {
            dropped.add(id(entry));
            disk.dropped();
            return;
        }
        dropped.remove(id(entry));
        change(entry.with(
                location == null
                        ? Generation.unsaved(revision, flagged, value)
                        : Generation.at(revision, flagged, location)));
    }

    /** Adds a deletion or a refusal to its entry. */
    void marker(SpoolEntry entry, FrameKind kind, long revision) {
        var head = FrameHead.of(kind, entry.topic(), entry.partition(), revision, entry.key());
        dropped.remove(id(entry));
        change(entry.with(new Marker(kind, revision, append(head, NO_VALUE))));
    }

    /** Removes an entry. When the disk does not take that, the entry is back after a restart, to be forgotten again. */
    void forgotten(SpoolEntry entry) {
        index.remove(entry.topic(), entry.key());
        dropped.remove(id(entry));
        count(unsaved.remove(id(entry)), -1);
        var head = FrameHead.of(FrameKind.FORGOTTEN, entry.topic(), entry.partition(), entry.revision(), entry.key());
        append(head, NO_VALUE);
    }

    /** Writes a position, or that all was read, once everything before it is written. */
    void place(FrameHead head) {
        places.put(head.kind() + "/" + head.topic() + "/" + head.partition(), head);
        if (unsaved.isEmpty()) {
            savePlaces();
        }
    }

    private void count(@Nullable SpoolEntry entry, int sign) {
        unsavedBytes += entry == null ? 0 : sign * entry.unsavedBytes();
    }

    /** Tries again what the disk did not take. */
    void retry() {
        for (SpoolEntry former : unsaved.values().toArray(SpoolEntry[]::new)) {
            SpoolEntry entry = index.find(former.topic(), former.key());
            if (entry != null) {
                change(saved(entry));
            }
            if (unsaved.containsKey(id(former))) {
                return;
            }
        }
        savePlaces();
    }

    private void savePlaces() {
        if (!dropped.isEmpty()) {
            return;
        }
        var heads = places.values().iterator();
        while (heads.hasNext()) {
            FrameHead head = heads.next();
            Location location = append(head, NO_VALUE);
            if (location == null) {
                return;
            }
            index.apply(head, location);
            heads.remove();
        }
    }

    private SpoolEntry saved(SpoolEntry entry) {
        SpoolEntry result = entry;
        for (Generation generation : entry.generations()) {
            result = saved(result, generation);
        }
        Marker marker = entry.marker();
        if (marker != null && marker.location() == null) {
            var head = FrameHead.of(marker.kind(), entry.topic(), entry.partition(), marker.revision(), entry.key());
            result = result.with(new Marker(marker.kind(), marker.revision(), append(head, NO_VALUE)));
        }
        return result;
    }

    private SpoolEntry saved(SpoolEntry entry, Generation generation) {
        byte[] value = generation.unsaved();
        if (value == null) {
            return entry;
        }
        Location location = append(headOf(entry, generation.revision(), generation.flagged(), value), value);
        return location == null
                ? entry
                : entry.with(Generation.at(generation.revision(), generation.flagged(), location));
    }

    private static FrameHead headOf(SpoolEntry entry, long revision, boolean flagged, byte[] value) {
        return FrameHead.ofValue(entry.topic(), entry.partition(), entry.key(), revision, flagged, value);
    }

    private void change(SpoolEntry entry) {
        index.put(entry);
        if (entry.hasUnsaved()) {
            count(unsaved.put(id(entry), entry), -1);
            count(entry, 1);
        } else {
            count(unsaved.remove(id(entry)), -1);
        }
    }

    private static String id(SpoolEntry entry) {
        return entry.topic() + "/" + entry.key();
    }

    private @Nullable Location append(FrameHead head, byte[] value) {
        try {
            Location location = log.append(head, value);
            disk.recovered();
            return location;
        } catch (IOException e) {
            disk.failed(e);
            return null;
        }
    }
}
