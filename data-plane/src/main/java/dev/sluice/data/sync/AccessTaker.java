package dev.sluice.data.sync;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the gateway, and where tenants' integrations lead. Only what differs from an unknown tenant or key is read
 * again at start. Kinds that this version does not know are kept for the one that does.
 */
final class AccessTaker implements RecordTaker {
    private static final Logger LOG = Logger.getLogger(AccessTaker.class);

    private final AccessTables tables;
    private final Spool spool;
    private final RecordReader reader;
    private final String topic;

    AccessTaker(AccessTables tables, Spool spool, RecordReader reader, String topic) {
        this.tables = tables;
        this.spool = spool;
        this.reader = reader;
        this.topic = topic;
    }

    @Override
    public void load(SpoolEntry entry) {
        try {
            open(entry);
        } catch (IOException e) {
            LOG.errorf(
                    "An access record in the spool cannot be read, so its tenant is refused what it is about."
                            + " revision=%d failure=%s",
                    entry.keptRevision(), e.toString());
            tables.failClosed(entry.key());
        }
    }

    private void open(SpoolEntry entry) throws IOException {
        SpoolValue value = entry.flagged() ? value(entry) : null;
        while (value != null) {
            try {
                byte[] json = reader.unpack(topic, entry.key(), value.bytes());
                if (apply(entry.key(), RecordHeader.read(json), json) instanceof Verdict.Refuse(String reason)) {
                    LOG.errorf("An access record is not in effect. key=%s failure=%s", entry.key(), reason);
                }
                return;
            } catch (RecordRefused e) {
                LOG.warnf(
                        "An access record in the spool does not open. revision=%d failure=%s",
                        value.revision(), e.getMessage());
                spool.lose(SpoolTopic.ACCESS, entry.key(), value.revision());
                value = value(entry);
            }
        }
        if (entry.flagged() && !entry.key().contains("/tenant/")) {
            tables.failClosed(entry.key());
        }
    }

    /** What a key or a plan was before may be more than it is now, so nothing stands in for its last record. */
    private @Nullable SpoolValue value(SpoolEntry entry) throws IOException {
        SpoolValue value = spool.value(SpoolTopic.ACCESS, entry.key());
        boolean stale = value != null && AccessTables.grants(entry.key()) && value.revision() != entry.keptRevision();
        return stale ? null : value;
    }

    @Override
    public Verdict take(Arrival arrival) throws RecordRefused {
        int format = arrival.header().formatVersion();
        int newest = AccessTables.newestFormat(arrival.header().kind());
        if (format > newest) {
            return new Verdict.Refuse("format version " + format + ", this node reads up to " + newest);
        }
        return apply(arrival.key(), arrival.header(), arrival.json());
    }

    /** Puts a record into effect. What is kept and flagged is read again at the next start. */
    private Verdict apply(String key, RecordHeader header, byte[] json) throws RecordRefused {
        if (AccessTables.newestFormat(header.kind()) == Integer.MAX_VALUE) {
            return new Verdict.Keep(true);
        }
        AccessRecord access = parse(json);
        if (!access.key().equals(key)) {
            throw new RecordRefused("the record is about another key than its own");
        }
        if (!tables.put(access)) {
            return new Verdict.Refuse("the node has no room for more records of this kind");
        }
        boolean flagged = !(access instanceof TenantRecord tenant) || tenant.differs();
        return access.isEnded() ? new Verdict.Delete() : new Verdict.Keep(flagged);
    }

    @Override
    public void kept(Arrival arrival) {}

    /**
     * Leaves the tenant as it is: only a record that says so lifts a suspension, or empties what was stored. Keys and plans
     * of which nothing is left open nothing any more.
     */
    @Override
    public void forget(SpoolEntry entry, long revisionBound) {
        if (AccessTables.grants(entry.key())) {
            tables.failClosed(entry.key());
        }
    }

    private static AccessRecord parse(byte[] json) throws RecordRefused {
        try {
            return ContractJson.mapper().readValue(json, AccessRecord.class);
        } catch (IOException e) {
            throw new RecordRefused("the record is malformed", e);
        }
    }
}
