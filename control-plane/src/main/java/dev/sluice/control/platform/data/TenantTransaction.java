package dev.sluice.control.platform.data;

import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.Session;

/**
 * The one way to tenant-owned rows: a database transaction that names its tenant, to Hibernate and to the row-level
 * security policies. Commits when the work returns, rolls back when it throws. Work that already runs for the same
 * tenant joins; for another tenant it is refused, since one unit of work has one tenant.
 */
@Singleton
public class TenantTransaction {
    private final EntityManager entities;

    TenantTransaction(EntityManager entities) {
        this.entities = entities;
    }

    /** Runs the work for the tenant and returns its result. */
    @ActivateRequestContext
    public <T> T call(TenantId tenant, Supplier<T> work) {
        if (CurrentTenant.TENANT.isBound()) {
            requireSame(CurrentTenant.TENANT.get(), tenant);
            return work.get();
        }
        return ScopedValue.where(CurrentTenant.TENANT, tenant)
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    bindToPolicies(tenant);
                    return work.get();
                }));
    }

    /** Runs the work for the tenant. */
    @ActivateRequestContext
    public void run(TenantId tenant, Runnable work) {
        call(tenant, () -> {
            work.run();
            return tenant;
        });
    }

    /**
     * Runs the work for each tenant within one transaction. It has to be plain SQL, as Hibernate stays with the first.
     * Always in the order of their ids, so that two such transactions do not wait for each other.
     */
    @ActivateRequestContext
    public void forEach(Collection<TenantId> tenants, Consumer<TenantId> work) {
        if (CurrentTenant.TENANT.isBound()) {
            throw new IllegalStateException("Work for several tenants runs in a transaction of its own");
        }
        List<TenantId> ordered = tenants.stream()
                .distinct()
                .sorted(Comparator.comparing(TenantId::value))
                .toList();
        run(
                ordered.getFirst(),
                () -> ordered.forEach(tenant -> {
                    bindToPolicies(tenant);
                    work.accept(tenant);
                }));
    }

    /** Plain JDBC: Hibernate makes a new plan of a native query for each call, and this is a part of every call. */
    private void bindToPolicies(TenantId tenant) {
        entities.unwrap(Session.class).doWork(connection -> {
            try (var binding = connection.prepareStatement("select set_config('sluice.tenant', ?, true)")) {
                binding.setString(1, tenant.value());
                binding.execute();
            }
        });
    }

    private static void requireSame(TenantId bound, TenantId wanted) {
        if (!bound.equals(wanted)) {
            throw new IllegalStateException(
                    "A unit of work has one tenant: runs for " + bound + ", asked for " + wanted);
        }
    }
}
