package dev.sluice.control.apikeys;

import dev.sluice.contracts.access.ApiKeyHash;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.keys.TenantKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * Tells the nodes about API keys: a keyed hash in place of the value, since they only have to know it again. Part of the
 * caller's transaction, under the locks of the keys' rows.
 */
@Singleton
class ApiKeyPublisher {
    private static final String HASHED = "published-api-key";

    private final CurrentTenant tenant;
    private final TenantKeys tenantKeys;
    private final ApiKeyValues values;
    private final KeyMemberships memberships;
    private final Publications publications;
    private final Revisions revisions;

    ApiKeyPublisher(
            CurrentTenant tenant,
            TenantKeys tenantKeys,
            ApiKeyValues values,
            KeyMemberships memberships,
            Publications publications,
            Revisions revisions) {
        this.tenant = tenant;
        this.tenantKeys = tenantKeys;
        this.values = values;
        this.memberships = memberships;
        this.publications = publications;
        this.revisions = revisions;
    }

    /** Publishes keys with the plans that they are in now. */
    void publish(Collection<ApiKey> keys) {
        byte[] hashKey = tenantKeys.derived(tenant.id(), HASHED);
        var hash = new ApiKeyHash(hashKey);
        var plans = memberships.of(keys.stream().map(ApiKey::id).toList());
        var numbers = revisions.next(keys.size());
        List<ApiKeyRecord> records = new ArrayList<>(keys.size());
        for (ApiKey key : keys) {
            records.add(new ApiKeyRecord(
                    ApiKeyRecord.FORMAT_VERSION,
                    tenant.id().value(),
                    numbers[records.size()],
                    key.id(),
                    key.settings().enabled(),
                    text(hashKey),
                    text(hash.of(values.open(key).text())),
                    plans.getOrDefault(key.id(), List.of()).stream()
                            .map(plan -> new ApiKeyRecord.Membership(
                                    plan.planId(), plan.joined().toEpochDay()))
                            .toList()));
        }
        publications.publish(records);
    }

    void publishEnd(String id) {
        publications.publish(ApiKeyRecord.ended(tenant.id().value(), revisions.next(), id));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
