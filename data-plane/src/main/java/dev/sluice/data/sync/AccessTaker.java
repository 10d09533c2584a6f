package dev.sluice.data.sync;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * Who may use the gateway. Only what differs from an unknown tenant is read again at start. Kinds that this version
 * does not know are kept for the one that does.
 */
final class AccessTaker implements RecordTaker {
    private static final Logger LOG = Logger.getLogger(AccessTaker.class);
    private static final String TENANT = "tenant";

    private final StageTable table;
    private final Spool spool;
    private final RecordReader reader;
    private final String topic;

    AccessTaker(StageTable table, Spool spool, RecordReader reader, String topic) {
        this.table = table;
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
                    "An access record in the spool cannot be read, so its tenant is refused. revision=%d failure=%s",
                    entry.keptRevision(), e.toString());
            suspend(entry.key());
        }
    }

    /** Only the record of a suspended tenant is read at start, so its key says enough to fail closed. */
    private void suspend(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length == 3 && parts[1].equals(TENANT)) {
            table.suspend(parts[2], true);
        }
    }

    private void open(SpoolEntry entry) throws IOException {
        SpoolValue value = entry.flagged() ? spool.value(SpoolTopic.ACCESS, entry.key()) : null;
        while (value != null) {
            try {
                byte[] json = reader.unpack(topic, entry.key(), value.bytes());
                apply(entry.key(), RecordHeader.read(json), json);
                return;
            } catch (RecordRefused e) {
                LOG.warnf(
                        "An access record in the spool does not open. revision=%d failure=%s",
                        value.revision(), e.getMessage());
                spool.lose(SpoolTopic.ACCESS, entry.key(), value.revision());
                value = spool.value(SpoolTopic.ACCESS, entry.key());
            }
        }
    }

    @Override
    public Verdict take(Arrival arrival) throws RecordRefused {
        int format = arrival.header().formatVersion();
        if (format > TenantRecord.FORMAT_VERSION) {
            return new Verdict.Refuse(
                    "format version " + format + ", this node reads up to " + TenantRecord.FORMAT_VERSION);
        }
        return new Verdict.Keep(apply(arrival.key(), arrival.header(), arrival.json()));
    }

    /** Returns whether the next start must read the record. */
    private boolean apply(String key, RecordHeader header, byte[] json) throws RecordRefused {
        if (!header.kind().equals(TENANT)) {
            return true;
        }
        AccessRecord access = parse(json);
        if (!access.key().equals(key)) {
            throw new RecordRefused("the record is about another key than its own");
        }
        return switch (access) {
            case TenantRecord tenant -> {
                table.suspend(tenant.tenant(), tenant.suspended());
                yield tenant.suspended();
            }
            case TargetsRecord _ -> true;
        };
    }

    @Override
    public void kept(Arrival arrival) {}

    /** Leaves the tenant as it is: only a record that says so lifts a suspension. */
    @Override
    public void forget(SpoolEntry entry, long revisionBound) {}

    private static AccessRecord parse(byte[] json) throws RecordRefused {
        try {
            return ContractJson.mapper().readValue(json, AccessRecord.class);
        } catch (IOException e) {
            throw new RecordRefused("the record is malformed", e);
        }
    }
}
