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
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import dev.sluice.data.targets.Targets;
import java.io.IOException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the gateway, and where tenants' integrations lead. Only what differs from an unknown tenant or key is read
 * again at start. Kinds that this version does not know are kept for the one that does.
 */
final class AccessTaker implements RecordTaker {
    private static final Logger LOG = Logger.getLogger(AccessTaker.class);
    private static final String TENANT = "tenant";
    private static final String TARGETS = "targets";
    private static final String CREDENTIAL = CredentialRecord.KIND;
    private static final String API_KEY = ApiKeyRecord.KIND;
    private static final String USAGE_PLAN = UsagePlanRecord.KIND;

    /** Without a record of them nothing is open. */
    private static final Set<String> GRANTING = Set.of(CREDENTIAL, API_KEY, USAGE_PLAN);

    private final StageTable table;
    private final Targets targets;
    private final AccessKeys keys;
    private final ApiKeys apiKeys;
    private final Spool spool;
    private final RecordReader reader;
    private final String topic;

    AccessTaker(
            StageTable table,
            Targets targets,
            AccessKeys keys,
            ApiKeys apiKeys,
            Spool spool,
            RecordReader reader,
            String topic) {
        this.table = table;
        this.targets = targets;
        this.keys = keys;
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
     * are not those of AWS itself, and keys of both kinds and plans open nothing until their records have been read.
     */
    private void failClosed(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length < 3) {
            return;
        }
        switch (parts[1]) {
            case TENANT -> suspend(parts[2], true);
            case TARGETS -> targets.unreadable(parts[2]);
            case CREDENTIAL -> keys.remove(parts[2]);
            case API_KEY -> apiKeys.removeKey(parts[0], parts[2]);
            case USAGE_PLAN -> apiKeys.removePlan(parts[0], parts[2]);
            default -> {}
        }
    }

    private void suspend(String tenant, boolean now) {
        table.suspend(tenant, now);
        keys.suspend(tenant, now);
    }

    private void open(SpoolEntry entry) throws IOException {
        SpoolValue value = entry.flagged() ? value(entry) : null;
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
                value = value(entry);
            }
        }
        if (entry.flagged() && !entry.key().contains("/" + TENANT + "/")) {
            failClosed(entry.key());
        }
    }

    /** What a key or a plan was before may be more than it is now, so nothing stands in for its last record. */
    private @Nullable SpoolValue value(SpoolEntry entry) throws IOException {
        SpoolValue value = spool.value(SpoolTopic.ACCESS, entry.key());
        boolean stale = value != null && grants(entry.key()) && value.revision() != entry.keptRevision();
        return stale ? null : value;
    }

    /** Whether a record of this key opens what is closed without it. */
    private static boolean grants(String key) {
        String[] parts = key.split("/", 3);
        return parts.length == 3 && GRANTING.contains(parts[1]);
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
            case CREDENTIAL -> CredentialRecord.FORMAT_VERSION;
            case API_KEY -> ApiKeyRecord.FORMAT_VERSION;
            case USAGE_PLAN -> UsagePlanRecord.FORMAT_VERSION;
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
                suspend(tenant.tenant(), tenant.suspended());
                yield tenant.suspended();
            }
            case TargetsRecord stored -> {
                targets.put(stored);
                yield true;
            }
            case CredentialRecord credential -> {
                keys.put(credential);
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
     * of which nothing is left open nothing any more.
     */
    @Override
    public void forget(SpoolEntry entry, long revisionBound) {
        if (grants(entry.key())) {
            failClosed(entry.key());
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
