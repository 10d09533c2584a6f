package dev.sluice.data.sync.spool;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the spool knows of one key. Immutable: a change makes another entry, so any thread may look at one. */
public final class SpoolEntry {
    private final SpoolTopic topic;
    private final int partition;
    private final String key;
    private final @Nullable Generation newest;
    private final @Nullable Generation older;
    private final @Nullable Marker marker;

    SpoolEntry(
            SpoolTopic topic,
            int partition,
            String key,
            @Nullable Generation newest,
            @Nullable Generation older,
            @Nullable Marker marker) {
        this.topic = topic;
        this.partition = partition;
        this.key = key;
        this.newest = newest;
        this.older = older;
        this.marker = marker;
    }

    static SpoolEntry unknown(SpoolTopic topic, int partition, String key) {
        return new SpoolEntry(topic, partition, key, null, null, null);
    }

    public SpoolTopic topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public String key() {
        return key;
    }

    /** The highest revision that was dealt with: kept, deleted or refused. */
    public long revision() {
        return Math.max(newest == null ? 0 : newest.revision(), marker == null ? 0 : marker.revision());
    }

    /** Revision of the newest kept value; 0 when there is none. */
    public long keptRevision() {
        return newest == null ? 0 : newest.revision();
    }

    public boolean hasValue() {
        return newest != null;
    }

    /** Whether the newest value was kept with the caller's mark. */
    public boolean flagged() {
        return newest != null && newest.flagged();
    }

    /** Whether the last news of the key was its deletion. */
    public boolean deleted() {
        return marker != null && marker.deletes();
    }

    /** Whether the last news of the key was a revision that this node cannot use. */
    public boolean refused() {
        return marker != null && !marker.deletes();
    }

    @Nullable
    Generation newest() {
        return newest;
    }

    @Nullable
    Generation older() {
        return older;
    }

    @Nullable
    Marker marker() {
        return marker;
    }

    /** Whether a value of that revision is later news than the marker: what was refused may be taken after all. */
    private boolean passes(long revision) {
        return marker != null && (marker.revision() < revision || (refused() && marker.revision() == revision));
    }

    /** Two generations stay, the highest revisions; an equal revision replaces, a passed deletion keeps values out. */
    SpoolEntry with(Generation value) {
        Marker kept = passes(value.revision()) ? null : marker;
        if (kept != null && kept.deletes()) {
            return this;
        }
        if (newest == null || value.revision() == newest.revision()) {
            return new SpoolEntry(topic, partition, key, value, older, kept);
        }
        if (value.revision() > newest.revision()) {
            return new SpoolEntry(topic, partition, key, value, newest, kept);
        }
        boolean second = older == null || value.revision() >= older.revision();
        return second ? new SpoolEntry(topic, partition, key, newest, value, kept) : this;
    }

    /**
     * A deletion drops the values up to its revision; a refusal drops the one of its revision and leaves the rest. The
     * same news again moves its place.
     */
    SpoolEntry with(Marker news) {
        boolean again = marker != null && marker.kind() == news.kind() && marker.revision() == news.revision();
        SpoolEntry rest = news.deletes() ? this : without(news.revision());
        if (news.revision() <= rest.revision() && !again) {
            return rest;
        }
        return news.deletes()
                ? new SpoolEntry(topic, partition, key, null, null, news)
                : new SpoolEntry(topic, partition, key, rest.newest, rest.older, news);
    }

    private SpoolEntry without(long revision) {
        if (newest != null && newest.revision() == revision) {
            return without(newest);
        }
        return older != null && older.revision() == revision ? without(older) : this;
    }

    /** The entry without a value that turned out to be unreadable. */
    SpoolEntry without(Generation lost) {
        if (lost.equals(newest)) {
            return new SpoolEntry(topic, partition, key, older, null, marker);
        }
        return lost.equals(older) ? new SpoolEntry(topic, partition, key, newest, null, marker) : this;
    }

    SpoolEntry withoutRefusal() {
        return marker == null || marker.deletes() ? this : new SpoolEntry(topic, partition, key, newest, older, null);
    }

    boolean isEmpty() {
        return newest == null && marker == null;
    }

    @Nullable
    Generation generationAt(Location location) {
        if (newest != null && location.equals(newest.location())) {
            return newest;
        }
        return older != null && location.equals(older.location()) ? older : null;
    }

    /** The kept values, older one first. */
    List<Generation> generations() {
        return Stream.of(older, newest).filter(Objects::nonNull).toList();
    }

    /** Where the parts stand that are on the disk. */
    Stream<Location> locations() {
        return Stream.of(
                        newest == null ? null : newest.location(),
                        older == null ? null : older.location(),
                        marker == null ? null : marker.location())
                .filter(Objects::nonNull);
    }

    /** Bytes of values that are not on the disk. */
    long unsavedBytes() {
        return generations().stream()
                .map(Generation::unsaved)
                .filter(Objects::nonNull)
                .mapToLong(value -> value.length)
                .sum();
    }

    /** Whether a part of it is not on the disk. */
    boolean hasUnsaved() {
        return (newest != null && newest.location() == null)
                || (older != null && older.location() == null)
                || (marker != null && marker.location() == null);
    }
}
