package dev.sluice.data.sync.spool;

import dev.sluice.contracts.records.KeyDigest;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a spool must hold, said in the plainest way. */
final class SpoolModel {
    private final Map<String, NavigableMap<Long, String>> values = new TreeMap<>();
    private final Map<String, Long> deleted = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();

    SpoolModel() {}

    SpoolModel(SpoolModel other) {
        other.values.forEach((key, kept) -> values.put(key, new TreeMap<>(kept)));
        deleted.putAll(other.deleted);
        refused.putAll(other.refused);
    }

    void keep(String key, long revision, String value) {
        if (revision <= deleted.getOrDefault(key, 0L)) {
            return;
        }
        deleted.remove(key);
        if (revision >= refused.getOrDefault(key, 0L)) {
            refused.remove(key);
        }
        var kept = values.computeIfAbsent(key, _ -> new TreeMap<>());
        kept.put(revision, value);
        if (kept.size() > 2) {
            kept.pollFirstEntry();
        }
    }

    void delete(String key, long revision) {
        if (revision > revision(key)) {
            forget(key);
            deleted.put(key, revision);
        }
    }

    boolean keeps(String key, long revision) {
        return values.getOrDefault(key, Collections.emptyNavigableMap()).containsKey(revision);
    }

    void refuse(String key, long revision) {
        if (revision > revision(key)) {
            deleted.remove(key);
            refused.put(key, revision);
        }
    }

    void forget(String key) {
        values.remove(key);
        deleted.remove(key);
        refused.remove(key);
    }

    private long revision(String key) {
        var kept = values.get(key);
        long newest = kept == null ? 0 : kept.lastKey();
        return Math.max(newest, Math.max(deleted.getOrDefault(key, 0L), refused.getOrDefault(key, 0L)));
    }

    /** Everything that can be seen from outside, as text. */
    String describe(Iterable<String> keys) {
        var text = new StringBuilder();
        long digest = 0;
        for (String key : keys) {
            long revision = revision(key);
            var kept = values.get(key);
            text.append(key).append(' ').append(revision).append(' ').append(deleted.containsKey(key));
            text.append(' ')
                    .append(kept == null ? null : kept.lastEntry().getValue())
                    .append('\n');
            digest += revision == 0 || deleted.containsKey(key) ? 0 : KeyDigest.of(key, revision);
        }
        return text.append(digest).toString();
    }
}
