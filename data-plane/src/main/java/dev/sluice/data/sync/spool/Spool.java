package dev.sluice.data.sync.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records that this node accepted, as it got them (signed and encrypted), two generations per key. One thread
 * a topic changes it, one other maintains it, any thread reads. No method but {@link #open} and {@link #value} fails because of
 * the disk: what cannot be written stays in memory and is tried again, and no position is kept that would pass it.
 *
 * <p>What is written survives the end of the process at once and the loss of power after a second, since
 * {@link #maintain} forces it then. What such a loss takes is read again from the topics: a position that outlives a
 * value before it is passed over at the next start.
 */
public final class Spool implements AutoCloseable {
    private static final String VERSION = "version";

    private final Object lock = new Object();
    private final SpoolFolder folder;
    private final SpoolIndex index;
    private final SpoolLog log;
    private final SpoolWriter writer;
    private final SpoolCleaner cleaner;
    private final SpoolLimits limits;
    private final SpoolDisk disk = new SpoolDisk();

    private Spool(SpoolFolder folder, SpoolIndex index, SpoolLog log, SpoolLimits limits) {
        this.folder = folder;
        this.index = index;
        this.log = log;
        this.limits = limits;
        writer = new SpoolWriter(log, index, disk, limits.unsavedBytes());
        cleaner = new SpoolCleaner(lock, log, index, limits.slackBytes());
    }

    /**
     * Loads the index of a folder, which it closes with itself. Refusals of another version of the software
     * are forgotten, so that this one tries again. Throws {@link SpoolRefused} when the folder cannot be used.
     */
    public static Spool open(SpoolFolder folder, String version, int partitions, SpoolLimits limits) {
        var index = new SpoolIndex(partitions);
        try {
            var spool = new Spool(folder, index, SpoolLog.open(folder, limits.segmentBytes(), index::apply), limits);
            if (!version.equals(folder.text(VERSION))) {
                index.forgetRefusals();
                folder.text(VERSION, version);
            }
            return spool;
        } catch (IOException e) {
            throw SpoolFolder.unusable(folder.path(), e);
        }
    }

    /** Gives each line of a text beside the records; false when there is none. Throws {@link SpoolRefused} when it cannot be read. */
    public boolean lines(String name, Consumer<String> taker) {
        return folder.lines(name, taker);
    }

    /** Replaces that text whole, past a loss of power. Throws {@link SpoolRefused} when it cannot; then the old one stays. */
    public void lines(String name, Iterator<String> lines) {
        folder.lines(name, lines);
    }

    /** Takes that text away. Throws {@link SpoolRefused} when it cannot. */
    public void remove(String name) {
        folder.remove(name);
    }

    public @Nullable SpoolEntry find(SpoolTopic topic, String key) {
        return index.find(topic, key);
    }

    /** A live view; safe to walk while the spool changes. */
    public Collection<SpoolEntry> entries(SpoolTopic topic) {
        return index.entries(topic);
    }

    /** The {@code KeyDigest} over all keys of a partition that are not deleted, with their highest revisions. */
    public long digest(SpoolTopic topic, int partition) {
        return index.digest(topic, partition);
    }

    /** A live view of the keys whose newest revision was refused, with that revision. */
    public Map<String, Long> refused(SpoolTopic topic) {
        return Collections.unmodifiableMap(index.refused(topic));
    }

    /** Keeps a value; the one before it stays as the older generation. */
    public void keep(SpoolTopic topic, int partition, String key, long revision, boolean flagged, byte[] value) {
        synchronized (lock) {
            writer.value(entry(topic, partition, key), revision, flagged, value);
        }
    }

    /** Drops the values of a key up to a revision and remembers that it was deleted. */
    public void delete(SpoolTopic topic, int partition, String key, long revision) {
        synchronized (lock) {
            writer.marker(entry(topic, partition, key), FrameKind.DELETED, revision);
        }
    }

    /** Remembers that a revision was refused; a value of that very revision goes, the others stay. */
    public void refuse(SpoolTopic topic, int partition, String key, long revision) {
        synchronized (lock) {
            writer.marker(entry(topic, partition, key), FrameKind.REFUSED, revision);
        }
    }

    /** Forgets a key altogether. */
    public void forget(SpoolEntry entry) {
        synchronized (lock) {
            writer.forgotten(entry);
        }
    }

    /**
     * The newest value of a key that is as it was written; null when there is none. Throws IOException when the disk
     * cannot be read just now; then nothing is lost and a later call may find it.
     */
    public @Nullable SpoolValue value(SpoolTopic topic, String key) throws IOException {
        while (true) {
            SpoolEntry entry = index.find(topic, key);
            Generation newest = entry == null ? null : entry.newest();
            if (entry == null || newest == null) {
                return null;
            }
            byte[] bytes = bytes(entry, newest);
            if (bytes != null) {
                return new SpoolValue(newest.revision(), bytes);
            }
        }
    }

    private byte @Nullable [] bytes(SpoolEntry entry, Generation generation) throws IOException {
        Location location = generation.location();
        if (location == null) {
            return generation.unsaved();
        }
        try {
            Frame frame = log.read(location);
            if (frame.head().key().equals(entry.key()) && frame.head().revision() == generation.revision()) {
                return frame.value();
            }
            throw new DamagedFrame(location);
        } catch (NoSuchFileException _) {
            loseUnlessMoved(entry, generation);
        } catch (DamagedFrame | EOFException e) {
            disk.unreadable(e);
            loseUnlessMoved(entry, generation);
        }
        return null;
    }

    /** The cleaner may have moved the value meanwhile; then the next look finds it. */
    private void loseUnlessMoved(SpoolEntry entry, Generation generation) {
        synchronized (lock) {
            SpoolEntry current = index.find(entry.topic(), entry.key());
            if (current != null && current.newest() == generation) {
                index.put(current.without(generation));
            }
        }
    }

    /** The caller could not use the value of this revision: the generation before it takes over. */
    public void lose(SpoolTopic topic, String key, long revision) {
        synchronized (lock) {
            SpoolEntry entry = index.find(topic, key);
            Generation newest = entry == null ? null : entry.newest();
            if (entry != null && newest != null && newest.revision() == revision) {
                index.put(entry.without(newest));
            }
        }
    }

    public @Nullable SpoolPosition position(SpoolTopic topic, int partition) {
        return index.position(topic, partition);
    }

    /** Keeps how far a partition was read. */
    public void position(SpoolTopic topic, int partition, SpoolPosition position) {
        place(FrameHead.of(FrameKind.POSITION, topic, partition, position.offset(), position.log()));
    }

    /** Whether the topics were ever read to their end, so that what is here was once all there was. */
    public boolean synced() {
        return index.synced();
    }

    /** Remembers that the topics were read to their end. */
    public void markSynced() {
        if (!index.synced()) {
            place(FrameHead.of(FrameKind.SYNCED, SpoolTopic.STAGES, 0, 0, ""));
        }
    }

    private void place(FrameHead head) {
        synchronized (lock) {
            writer.place(head);
        }
    }

    /** Once a second: writes what the disk did not take, forces what it took, cleans a step. Never interrupt it. */
    public void maintain() {
        try {
            SegmentWriter active;
            synchronized (lock) {
                writer.retry();
                active = log.active();
            }
            if (active != null) {
                active.force();
            }
            cleaner.step(limits.cleanBytes());
        } catch (IOException e) {
            disk.failed(e);
        }
    }

    private SpoolEntry entry(SpoolTopic topic, int partition, String key) {
        SpoolEntry entry = index.find(topic, key);
        return entry == null ? SpoolEntry.unknown(topic, partition, key) : entry;
    }

    /** Writes that the disk refused since the start. */
    public long failedWrites() {
        return disk.failures();
    }

    /** Values that were dropped since the start, because too much waited for the disk. */
    public long droppedValues() {
        return disk.droppedValues();
    }

    /** Values that were found unreadable since the start. */
    public long unreadableValues() {
        return disk.unreadable();
    }

    /** Bytes on the disk, live or not. */
    public long bytes() {
        synchronized (lock) {
            return log.bytes();
        }
    }

    /** Forces what was written, closes the files and unlocks the folder. */
    @Override
    public void close() {
        synchronized (lock) {
            writer.retry();
            try (folder;
                    log) {
                log.force();
            } catch (IOException e) {
                disk.failed(e);
            }
        }
    }
}
