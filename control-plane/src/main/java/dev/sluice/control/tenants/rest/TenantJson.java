package dev.sluice.control.tenants.rest;

import dev.sluice.control.tenants.NewKey;
import dev.sluice.control.tenants.Tenant;
import dev.sluice.control.tenants.TenantDirectory;
import dev.sluice.control.tenants.Tenants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A tenant; with its access key only where that was just made. */
public record TenantJson(
        String id,
        String name,
        String status,
        Instant createdAt,
        @Nullable NewKeyJson accessKey) {
    static TenantJson of(Tenants.Created created) {
        return json(created.tenant(), NewKeyJson.of(created.key()));
    }

    static TenantJson of(Tenant tenant) {
        return json(tenant, null);
    }

    static TenantJson of(TenantDirectory.Entry entry) {
        return new TenantJson(entry.id(), entry.name(), entry.status(), entry.createdAt(), null);
    }

    private static TenantJson json(Tenant tenant, @Nullable NewKeyJson key) {
        return new TenantJson(
                tenant.id().value(), tenant.name(), tenant.status().label(), tenant.createdAt(), key);
    }

    /** A key's id and, this once, its secret. */
    public record NewKeyJson(String id, String secret) {
        static NewKeyJson of(NewKey key) {
            return new NewKeyJson(key.id(), key.secret());
        }

        @Override
        public String toString() {
            return "NewKeyJson[id=" + id + ", secret=hidden]";
        }
    }
}
