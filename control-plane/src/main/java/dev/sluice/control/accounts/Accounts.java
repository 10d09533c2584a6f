package dev.sluice.control.accounts;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.Limit;
import dev.sluice.control.tenants.Tenant;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;

/** The current tenant as AWS's account: each tenant is one. */
@Singleton
public class Accounts {
    private final CurrentTenant tenant;
    private final EntityManager entities;

    Accounts(CurrentTenant tenant, EntityManager entities) {
        this.tenant = tenant;
        this.entities = entities;
    }

    public Account get() {
        return account(row(LockModeType.NONE));
    }

    public Account update(List<PatchOperation> operations) {
        Tenant row = row(LockModeType.PESSIMISTIC_WRITE);
        var draft = new AccountDraft(row.cloudwatchRoleArn());
        AccountDraft.PATCHES.apply(draft, operations);
        row.writeLogsAs(draft.cloudwatchRoleArn());
        return account(row);
    }

    private static Account account(Tenant row) {
        var limits = row.limits();
        return new Account(row.cloudwatchRoleArn(), limits.of(Limit.THROTTLE_BURST), limits.of(Limit.THROTTLE_RATE));
    }

    private Tenant row(LockModeType lock) {
        Tenant row = entities.find(Tenant.class, tenant.id().value(), lock);
        if (row == null) {
            throw new IllegalStateException("Tenant " + tenant.id() + " has no row");
        }
        return row;
    }
}
