package dev.sluice.data.sync;

import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * What keys used of their plans on all nodes. The spool's totals are in effect before the traffic, so that a node that
 * finds no broker at its start remembers what was used before.
 */
final class QuotaTaker implements RecordTaker {
    private static final Logger LOG = Logger.getLogger(QuotaTaker.class);

    private final ApiKeys keys;
    private final Spool spool;
    private final RecordReader reader;
    private final String topic;
    private final String boot;

    QuotaTaker(ApiKeys keys, Spool spool, RecordReader reader, Topics topics, NodeIdentity self) {
        this.keys = keys;
        this.spool = spool;
        this.reader = reader;
        this.topic = topics.quotas();
        this.boot = self.boot();
    }

    /** An older total is better than none: it is used where the last one does not open. */
    @Override
    public void load(SpoolEntry entry) {
        try {
            SpoolValue value = spool.value(SpoolTopic.QUOTAS, entry.key());
            while (value != null && !opens(entry.key(), value)) {
                spool.lose(SpoolTopic.QUOTAS, entry.key(), value.revision());
                value = spool.value(SpoolTopic.QUOTAS, entry.key());
            }
        } catch (IOException e) {
            LOG.warnf(
                    "A total in the spool cannot be read. revision=%d failure=%s", entry.keptRevision(), e.toString());
        }
    }

    private boolean opens(String key, SpoolValue value) {
        try {
            var _ = apply(key, reader.unpack(topic, key, value.bytes()));
            return true;
        } catch (RecordRefused e) {
            LOG.warnf("A total in the spool does not open. revision=%d failure=%s", value.revision(), e.getMessage());
            return false;
        }
    }

    @Override
    public Verdict take(Arrival arrival) throws RecordRefused {
        int format = arrival.header().formatVersion();
        if (format > QuotaRecord.FORMAT_VERSION) {
            return new Verdict.Refuse(
                    "format version " + format + ", this node reads up to " + QuotaRecord.FORMAT_VERSION);
        }
        return apply(arrival.key(), arrival.json());
    }

    private Verdict apply(String key, byte[] json) throws RecordRefused {
        QuotaRecord quota = parse(json);
        if (!quota.place().equals(key)) {
            throw new RecordRefused("the record is about another key than its own");
        }
        try {
            keys.put(quota, quota.counted().getOrDefault(boot, 0L));
        } catch (IllegalArgumentException e) {
            throw new RecordRefused("the record is malformed", e);
        }
        return quota.deleted() ? new Verdict.Delete() : new Verdict.Keep(true);
    }

    private static QuotaRecord parse(byte[] json) throws RecordRefused {
        try {
            return ContractJson.mapper().readValue(json, QuotaRecord.class);
        } catch (IOException e) {
            throw new RecordRefused("the record is malformed", e);
        }
    }

    @Override
    public void kept(Arrival arrival) {}

    @Override
    public void forget(SpoolEntry entry, long revisionBound) {
        String[] names = entry.key().split("/", 3);
        if (names.length == 3) {
            keys.removeQuota(names[0], names[1], names[2]);
        }
    }
}
