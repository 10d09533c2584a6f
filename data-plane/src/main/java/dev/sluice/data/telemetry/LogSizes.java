package dev.sluice.data.telemetry;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log files take of the disk, by file and tenant, in the order in which they were written. A file takes whole
 * blocks, so that many small ones count for what they are. Confined to one thread.
 */
final class LogSizes {
    private static final long BLOCK_BYTES = 4_096;

    private final Map<Path, Entry> files = new LinkedHashMap<>();
    private final Map<String, Long> tenants = new HashMap<>();
    private long total;

    private record Entry(String tenant, long bytes) {
        long blocks() {
            return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        }
    }

    /** A file was written and has this size now. */
    void set(Path file, String tenant, long bytes) {
        forget(file);
        Entry entry = new Entry(tenant, bytes);
        files.put(file, entry);
        add(tenant, entry.blocks());
    }

    void forget(Path file) {
        Entry entry = files.remove(file);
        if (entry != null) {
            add(entry.tenant(), -entry.blocks());
        }
    }

    private void add(String tenant, long bytes) {
        total += bytes;
        tenants.merge(tenant, bytes, Long::sum);
        tenants.remove(tenant, 0L);
    }

    /** 0 when the file is not there. */
    long of(Path file) {
        Entry entry = files.get(file);
        return entry == null ? 0 : entry.bytes();
    }

    long ofTenant(String tenant) {
        return tenants.getOrDefault(tenant, 0L);
    }

    long total() {
        return total;
    }

    String largestTenant() {
        return tenants.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** The file of a tenant that was written longest ago, other than the one that is being written. */
    @Nullable
    Path oldest(String tenant, Path written) {
        for (var file : files.entrySet()) {
            if (file.getValue().tenant().equals(tenant) && !file.getKey().equals(written)) {
                return file.getKey();
            }
        }
        return null;
    }
}
