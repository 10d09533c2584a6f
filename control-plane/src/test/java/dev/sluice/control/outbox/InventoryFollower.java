package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.KeyDigest;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.contracts.stages.StageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Checks each inventory of a topic against the records between it and the one before, as a node may. */
final class InventoryFollower {
    final Set<Integer> confirmed = new HashSet<>();
    final List<String> mismatches = new ArrayList<>();
    private final RecordReader reader;
    private final Map<Integer, Map<String, StageRecord>> seen = new HashMap<>();
    private int followed;

    InventoryFollower(RecordReader reader) {
        this.reader = reader;
    }

    /** Goes on where it ended; the list begins with the topic's first record. */
    void follow(List<ConsumerRecord<String, byte[]>> messages) throws RecordRefused {
        for (; followed < messages.size(); followed++) {
            var message = messages.get(followed);
            var keys = seen.computeIfAbsent(message.partition(), _ -> new HashMap<>());
            if (message.key().equals(Inventory.KEY)) {
                check(message, keys);
                keys.clear();
            } else {
                keys.put(message.key(), read(message, StageRecord.class));
            }
        }
    }

    private void check(ConsumerRecord<String, byte[]> message, Map<String, StageRecord> keys) throws RecordRefused {
        var inventory = read(message, Inventory.class);
        var live = keys.values().stream()
                .filter(stage -> !(stage instanceof StageDeletion))
                .toList();
        long digest = live.stream()
                .mapToLong(stage -> KeyDigest.of(stage.key().text(), stage.revision()))
                .sum();
        if (inventory.count() == live.size() && inventory.digest() == digest) {
            confirmed.add(message.partition());
        } else {
            mismatches.add(inventory + " against " + live.size() + " keys in " + message.partition());
        }
    }

    private <T> T read(ConsumerRecord<String, byte[]> message, Class<T> type) throws RecordRefused {
        return reader.read(message.topic(), message.key(), message.value(), type);
    }
}
