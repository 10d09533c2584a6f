package dev.sluice.data.sync;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.targets.Targets;
import dev.sluice.data.throttle.AccountThrottle;
import dev.sluice.data.throttle.AccountThrottles;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.Rate;
import java.util.Set;

/**
 * All that access records change on a node, and what is closed where one cannot be read. A record's key is
 * {@code tenant/kind/name}.
 */
record AccessTables(
        StageTable stages,
        Targets targets,
        OidcIssuers issuers,
        AccessKeys accessKeys,
        ApiKeys apiKeys,
        AccountThrottles accounts) {
    private static final String TENANT = "tenant";
    private static final String TARGETS = "targets";
    private static final String CREDENTIAL = CredentialRecord.KIND;
    private static final String ROLE = RoleRecord.KIND;
    private static final String API_KEY = ApiKeyRecord.KIND;
    private static final String USAGE_PLAN = UsagePlanRecord.KIND;

    /** Without a record of them nothing is open. */
    private static final Set<String> GRANTING = Set.of(CREDENTIAL, ROLE, API_KEY, USAGE_PLAN);

    /** Whether a record of this key opens what is closed without it. */
    static boolean grants(String key) {
        String[] parts = key.split("/", 3);
        return parts.length == 3 && GRANTING.contains(parts[1]);
    }

    /** The newest format of a kind of record that this node reads; of a kind that it does not know it reads nothing. */
    static int newestFormat(String kind) {
        return switch (kind) {
            case TENANT -> TenantRecord.FORMAT_VERSION;
            case TARGETS -> TargetsRecord.FORMAT_VERSION;
            case CREDENTIAL -> CredentialRecord.FORMAT_VERSION;
            case ROLE -> RoleRecord.FORMAT_VERSION;
            case API_KEY -> ApiKeyRecord.FORMAT_VERSION;
            case USAGE_PLAN -> UsagePlanRecord.FORMAT_VERSION;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Puts a record into effect; false when the node has no room for it. */
    boolean put(AccessRecord record) throws RecordRefused {
        switch (record) {
            case TenantRecord tenant -> put(tenant);
            case TargetsRecord stored -> put(stored);
            case CredentialRecord credential -> accessKeys.put(credential);
            case RoleRecord role -> {
                return accessKeys.put(role);
            }
            case ApiKeyRecord key -> {
                return put(key);
            }
            case UsagePlanRecord plan -> put(plan);
        }
        return true;
    }

    private void put(TenantRecord tenant) {
        suspend(tenant.tenant(), tenant.suspended());
        TenantRecord.Throttle throttle = tenant.throttle();
        if (throttle == null) {
            accounts.limit(tenant.tenant(), AccountThrottle.RATE, AccountThrottle.BURST);
        } else {
            accounts.limit(tenant.tenant(), Rate.perSecond(throttle.ratePerSecond()), new Burst(throttle.burst()));
        }
    }

    private void put(TargetsRecord stored) {
        targets.put(stored);
        issuers.put(stored);
    }

    private boolean put(ApiKeyRecord key) throws RecordRefused {
        try {
            return apiKeys.put(key);
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

    private void suspend(String tenant, boolean now) {
        stages.suspend(tenant, now);
        accessKeys.suspend(tenant, now);
    }

    /**
     * Of tenants only the records of suspended ones, and of those with limits of their own, are read at start; one that
     * cannot be read counts as suspended. Targets that cannot be read are not those of AWS itself, and keys of both kinds,
     * roles and plans open nothing until their records have been read.
     */
    void failClosed(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length < 3) {
            return;
        }
        switch (parts[1]) {
            case TENANT -> suspend(parts[2], true);
            case TARGETS -> {
                targets.unreadable(parts[2]);
                issuers.unreadable(parts[2]);
            }
            case CREDENTIAL -> accessKeys.remove(parts[2]);
            case ROLE -> accessKeys.removeRole(parts[0], parts[2]);
            case API_KEY -> apiKeys.removeKey(parts[0], parts[2]);
            case USAGE_PLAN -> apiKeys.removePlan(parts[0], parts[2]);
            default -> {}
        }
    }
}
