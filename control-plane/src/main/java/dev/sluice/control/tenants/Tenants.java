package dev.sluice.control.tenants;

import dev.sluice.contracts.keys.RandomText;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import dev.sluice.control.platform.permissions.Role;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.Session;

/** The operator's work on tenants. Each change is one audited transaction of the tenant that it changes. */
@Singleton
public class Tenants {
    private static final RandomText RANDOM = new RandomText();

    private final AuditedTransaction transaction;
    private final EntityManager entities;
    private final TenantKeys tenantKeys;
    private final AccessKeys accessKeys;
    private final KeyDirectory keys;
    private final TenantAccess access;

    Tenants(
            AuditedTransaction transaction,
            EntityManager entities,
            TenantKeys tenantKeys,
            AccessKeys accessKeys,
            KeyDirectory keys,
            TenantAccess access) {
        this.transaction = transaction;
        this.entities = entities;
        this.tenantKeys = tenantKeys;
        this.accessKeys = accessKeys;
        this.keys = keys;
        this.access = access;
    }

    /** A random account id; the first digit is not 0, so that it never meets the operator's. */
    public static TenantId randomId() {
        return new TenantId(RANDOM.next("123456789", 1) + RANDOM.next(RandomText.DIGITS, 11));
    }

    /** Makes a tenant with its first key, which has the role owner. */
    public Created create(String name) {
        TenantId id = randomId();
        return transaction.call(id, "createTenant", () -> {
            var tenant = new Tenant(id, name, Instant.now().truncatedTo(ChronoUnit.MICROS));
            entities.persist(tenant);
            entities.flush();
            entities.unwrap(Session.class).doWork(connection -> tenantKeys.create(connection, id));
            return new Created(tenant, accessKeys.create(Role.OWNER.label(), new Grant.OfRole(Role.OWNER)));
        });
    }

    /** Refuses the tenant's calls from now on: management calls at once, its APIs as soon as the nodes know. */
    public Tenant suspend(String id) {
        return become(id, TenantStatus.SUSPENDED, "suspendTenant");
    }

    /** Serves the tenant again. */
    public Tenant resume(String id) {
        return become(id, TenantStatus.ACTIVE, "resumeTenant");
    }

    /** Replaces the tenant's limits. Those of the account's throttle hold as soon as the nodes know. */
    public Tenant limit(String id, TenantLimits limits) {
        TenantId tenantId = parse(id);
        return transaction.call(tenantId, "putTenantLimits", () -> {
            Tenant tenant = lock(tenantId);
            tenant.limitTo(limits);
            access.publish(tenant);
            return tenant;
        });
    }

    private Tenant become(String id, TenantStatus status, String operation) {
        TenantId tenantId = parse(id);
        if (tenantId.equals(TenantId.OPERATOR)) {
            throw ProblemException.badRequest("The operator cannot be suspended");
        }
        return transaction.call(tenantId, operation, () -> {
            Tenant tenant = lock(tenantId);
            tenant.become(status);
            access.publish(tenant);
            keys.forgetAll();
            return tenant;
        });
    }

    private Tenant lock(TenantId id) {
        Tenant tenant = entities.find(Tenant.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (tenant == null) {
            throw unknown();
        }
        return tenant;
    }

    static TenantId parse(String id) {
        try {
            return new TenantId(id);
        } catch (IllegalArgumentException _) {
            throw unknown();
        }
    }

    static ProblemException unknown() {
        return ProblemException.notFound("Invalid tenant identifier specified");
    }

    /** A new tenant and its first key. */
    public record Created(Tenant tenant, NewKey key) {}
}
