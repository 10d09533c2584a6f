package dev.sluice.data.sync;

import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.KeyDigest;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which keys of a topic were seen, in their present revision, since each partition's last inventory. An inventory is
 * valid when what was seen adds up to its count and digest: only then is a key that was not seen known to be gone. A
 * topic that is empty, lost or read from the middle never adds up. Confined to the worker.
 */
final class Rounds {
    private final SpoolTopic topic;
    private final Spool spool;
    private final Map<Integer, Set<String>> seen = new HashMap<>();

    Rounds(SpoolTopic topic, Spool spool) {
        this.topic = topic;
        this.spool = spool;
    }

    void saw(int partition, String key) {
        seen.computeIfAbsent(partition, _ -> new HashSet<>()).add(key);
    }

    /** What was seen of a partition no longer counts, as its log is another. */
    void startOver(int partition) {
        seen.remove(partition);
    }

    /** Ends the partition's round: the entries that are gone, none when the inventory is not valid. */
    List<SpoolEntry> end(int partition, Inventory inventory) {
        Set<String> keys = seen.getOrDefault(partition, Set.of());
        seen.remove(partition);
        long count = 0;
        long digest = 0;
        for (SpoolEntry entry : covered(partition, inventory)) {
            if (!entry.deleted() && keys.contains(entry.key())) {
                count++;
                digest += KeyDigest.of(entry.key(), entry.revision());
            }
        }
        if (count != inventory.count() || digest != inventory.digest()) {
            return List.of();
        }
        return covered(partition, inventory).stream()
                .filter(entry -> !keys.contains(entry.key()))
                .toList();
    }

    private List<SpoolEntry> covered(int partition, Inventory inventory) {
        return spool.entries(topic).stream()
                .filter(entry -> entry.partition() == partition && entry.revision() <= inventory.revisionBound())
                .toList();
    }
}
