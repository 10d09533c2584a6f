package dev.sluice.control.platform.audit;

import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.concurrent.Callable;

/** A unit of work that a call asked for: when it may write, its audit record is part of the same transaction. */
@Singleton
public class AuditedTransaction {
    private final CurrentCall current;
    private final TenantTransaction transaction;
    private final EntityManager entities;
    private final AuditTrail trail;

    AuditedTransaction(CurrentCall current, TenantTransaction transaction, EntityManager entities, AuditTrail trail) {
        this.current = current;
        this.transaction = transaction;
        this.entities = entities;
        this.trail = trail;
    }

    /** Runs the work on the rows of this tenant, which for the operator's calls is not the caller's. */
    public <T> T call(TenantId tenant, String operation, Callable<T> work) {
        Call call = current.get();
        if (!call.isWrite()) {
            return transaction.call(tenant, () -> result(work));
        }
        var changes = new Changes();
        return ScopedValue.where(Changes.CURRENT, changes)
                .call(() -> transaction.call(tenant, () -> {
                    T result = result(work);
                    entities.flush();
                    trail.append(tenant, operation, target(call), call, changes);
                    return result;
                }));
    }

    /**
     * Leaves the record of a deed that changes no row, with all of these tenants or with none.
     *
     * @param target what it was done to
     */
    public void note(Collection<TenantId> tenants, String operation, String target) {
        Call call = current.get();
        transaction.forEach(tenants, tenant -> trail.append(tenant, operation, target, call, new Changes()));
    }

    private static String target(Call call) {
        return call.method() + " " + call.path();
    }

    private static <T> T result(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("An operation threw a checked exception", failure);
        }
    }
}
