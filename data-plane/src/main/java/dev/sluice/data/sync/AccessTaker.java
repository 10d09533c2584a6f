package dev.sluice.data.sync;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.CredentialRecord;
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
import dev.sluice.data.targets.Targets;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * Who may use the gateway, and where tenants' integrations lead. Only what differs from an unknown tenant is read again at start. Kinds that this version
 * does not know are kept for the one that does.
 */
final class AccessTaker implements RecordTaker {
    private static final Logger LOG = Logger.getLogger(AccessTaker.class);
    private static final String TENANT = "tenant";
    private static final String TARGETS = "targets";

    private final StageTable table;
    private final Targets targets;
    private final Spool spool;
    private final RecordReader reader;
    private final String topic;

    AccessTaker(StageTable table, Targets targets, Spool spool, RecordReader reader, String topic) {
        this.table = table;
        this.targets = targets;
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
            failClosed(entry.key());
        }
    }

    /**
     * Of tenants only the record of a suspended one is read at start, so the key says enough. Targets that cannot be read
     * are not those of AWS itself.
     */
    private void failClosed(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length == 3 && parts[1].equals(TENANT)) {
            table.suspend(parts[2], true);
        } else if (parts.length == 3 && parts[1].equals(TARGETS)) {
            targets.unreadable(parts[2]);
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
        if (entry.flagged() && entry.key().contains("/" + TARGETS + "/")) {
            failClosed(entry.key());
        }
    }

    @Override
    public Verdict take(Arrival arrival) throws RecordRefused {
        int format = arrival.header().formatVersion();
        int newest = newestFormat(arrival.header().kind());
        if (format > newest) {
            return new Verdict.Refuse("format version " + format + ", this node reads up to " + newest);
        }
        return new Verdict.Keep(apply(arrival.key(), arrival.header(), arrival.json()));
    }

    /** Each kind of record has formats of its own; of one that this node does not know it reads nothing. */
    private static int newestFormat(String kind) {
        return switch (kind) {
            case TENANT -> TenantRecord.FORMAT_VERSION;
            case TARGETS -> TargetsRecord.FORMAT_VERSION;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Returns whether the next start must read the record. */
    private boolean apply(String key, RecordHeader header, byte[] json) throws RecordRefused {
        if (!header.kind().equals(TENANT) && !header.kind().equals(TARGETS)) {
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
            case TargetsRecord stored -> {
                targets.put(stored);
                yield true;
            }
            // Of a kind that is passed over above.
            case CredentialRecord _ -> true;
        };
    }

    @Override
    public void kept(Arrival arrival) {}

    /** Leaves the tenant as it is: only a record that says so lifts a suspension, or empties what was stored. */
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
