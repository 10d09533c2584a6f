package dev.sluice.control.usageplans;

import dev.sluice.control.platform.data.CurrentTenant;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Notes that the nodes have to hear what keys of the current tenant used of a plan: a quota changed, or a key came back to
 * its plan. Part of the caller's transaction.
 */
@Singleton
class QuotaChanges {
    /** In the order of whoever counts. */
    private static final String NOTE = """
            insert into control.quota_changes as known (tenant_id, plan_id, key_id)
            select distinct tenant_id, plan_id, key_id from control.usage_days
            where tenant_id = ? and plan_id = ? and coalesce(key_id = ?, true) and day >= ?
            order by key_id
            on conflict (tenant_id, plan_id, key_id) do update set changes = known.changes + 1, urgent = true
            """;

    private final EntityManager entities;
    private final CurrentTenant tenant;

    QuotaChanges(EntityManager entities, CurrentTenant tenant) {
        this.entities = entities;
        this.tenant = tenant;
    }

    /**
     * Notes keys that used the plan in what may be the present period, by what is in the database.
     *
     * @param keyId null for all keys
     */
    void note(String planId, @Nullable String keyId) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        entities.unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.prepareStatement(NOTE)) {
                statement.setString(1, tenant.id().value());
                statement.setString(2, planId);
                statement.setString(3, keyId);
                statement.setObject(4, today.minusMonths(1));
                statement.executeUpdate();
            }
        });
    }
}
