package dev.sluice.data.sync;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.data.access.keys.ApiKeys;
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
    private final ApiKeys apiKeys;
    private final Spool spool;
    private final RecordReader reader;
    private final String topic;

    AccessTaker(StageTable table, Targets targets, ApiKeys apiKeys, Spool spool, RecordReader reader, String topic) {
        this.table = table;
        this.targets = targets;
        this.apiKeys = apiKeys;
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
     * are not those of AWS itself. API keys and plans that were not read open nothing.
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
                var _ = apply(entry.key(), RecordHeader.read(json), json);
                return;
            } catch (RecordRefused e) {
                LOG.warnf(
                        "An access record in the spool does not open. revision=%d failure=%s",
                        value.revision(), e.getMessage());
                spool.lose(SpoolTopic.ACCESS, entry.key(), value.revision());
                value = opensMore(entry.key()) ? null : spool.value(SpoolTopic.ACCESS, entry.key());
            }
        }
        if (entry.flagged() && entry.key().contains("/" + TARGETS + "/")) {
            failClosed(entry.key());
        }
    }

    /** Whether an older record may open what the lost one has closed: then it is waited for. */
    private static boolean opensMore(String key) {
        return key.contains("/" + ApiKeyRecord.KIND + "/") || key.contains("/" + UsagePlanRecord.KIND + "/");
    }

    @Override
    public Verdict take(Arrival arrival) throws RecordRefused {
        int format = arrival.header().formatVersion();
        int newest = newestFormat(arrival.header().kind());
        if (format > newest) {
            return new Verdict.Refuse("format version " + format + ", this node reads up to " + newest);
        }
        return apply(arrival.key(), arrival.header(), arrival.json());
    }

    /** Each kind of record has formats of its own; of one that this node does not know it reads nothing. */
    private static int newestFormat(String kind) {
        return switch (kind) {
            case TENANT -> TenantRecord.FORMAT_VERSION;
            case TARGETS -> TargetsRecord.FORMAT_VERSION;
            case CredentialRecord.KIND -> CredentialRecord.FORMAT_VERSION;
            case ApiKeyRecord.KIND -> ApiKeyRecord.FORMAT_VERSION;
            case UsagePlanRecord.KIND -> UsagePlanRecord.FORMAT_VERSION;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Puts a record into effect. What is kept and flagged is read again at the next start. */
    private Verdict apply(String key, RecordHeader header, byte[] json) throws RecordRefused {
        if (newestFormat(header.kind()) == Integer.MAX_VALUE) {
            return new Verdict.Keep(true);
        }
        AccessRecord access = parse(json);
        if (!access.key().equals(key)) {
            throw new RecordRefused("the record is about another key than its own");
        }
        boolean flagged = switch (access) {
            case TenantRecord tenant -> {
                table.suspend(tenant.tenant(), tenant.suspended());
                yield tenant.suspended();
            }
            case TargetsRecord stored -> {
                targets.put(stored);
                yield true;
            }
            case ApiKeyRecord stored -> {
                put(stored);
                yield true;
            }
            case UsagePlanRecord stored -> {
                put(stored);
                yield true;
            }
            // Nodes verify no signatures of theirs.
            case CredentialRecord _ -> false;
        };
        return access.isEnded() ? new Verdict.Delete() : new Verdict.Keep(flagged);
    }

    private void put(ApiKeyRecord key) throws RecordRefused {
        try {
            if (!apiKeys.put(key)) {
                throw new RecordRefused("the node holds as many API keys as it can");
            }
        } catch (IllegalArgumentException e) {
            throw new RecordRefused("the hash of an API key is malformed", e);
        }
    }

    private void put(UsagePlanRecord plan) throws RecordRefused {
        try {
            apiKeys.put(plan);
        } catch (IllegalArgumentException e) {
            throw new RecordRefused("the quota of a usage plan has no known period", e);
        }
    }

    @Override
    public void kept(Arrival arrival) {}

    /**
     * Leaves the tenant as it is: only a record that says so lifts a suspension, or empties what was stored. Keys and plans
     * that are gone open nothing any more.
     */
    @Override
    public void forget(SpoolEntry entry, long revisionBound) {
        String[] parts = entry.key().split("/", 3);
        if (parts.length == 3 && parts[1].equals(ApiKeyRecord.KIND)) {
            apiKeys.removeKey(parts[0], parts[2]);
        } else if (parts.length == 3 && parts[1].equals(UsagePlanRecord.KIND)) {
            apiKeys.removePlan(parts[0], parts[2]);
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
