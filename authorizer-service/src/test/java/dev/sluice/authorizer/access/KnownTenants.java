package dev.sluice.authorizer.access;

import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.access.TenantRecord;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes tenants known to the service, as records of the topic would. */
@Singleton
public class KnownTenants {
    private static final String ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private final AccessTable table;
    private final AtomicLong next = new AtomicLong(100_000_000_000L);
    private final AtomicLong revision = new AtomicLong();

    KnownTenants(AccessTable table) {
        this.table = table;
    }

    /** A tenant with an access key. */
    public record Tenant(String id, String accessKeyId, String secret) {}

    /** A new tenant whose key may do everything. */
    public Tenant add() {
        return addKey(Long.toString(next.incrementAndGet()), ALL);
    }

    /** One more key of a tenant, with a policy of its own. */
    public Tenant addKey(String tenant, String policy) {
        String id = "AKIA"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(java.util.Locale.ROOT);
        String secret = UUID.randomUUID().toString();
        table.put(new CredentialRecord(
                CredentialRecord.FORMAT_VERSION, tenant, revision.incrementAndGet(), id, "root", secret, policy));
        return new Tenant(tenant, id, secret);
    }

    /** Suspends a tenant, or resumes it. */
    public void suspend(Tenant tenant, boolean suspended) {
        table.put(new TenantRecord(
                TenantRecord.FORMAT_VERSION, tenant.id(), revision.incrementAndGet(), suspended, null));
    }
}
