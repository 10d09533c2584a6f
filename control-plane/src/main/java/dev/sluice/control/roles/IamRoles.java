package dev.sluice.control.roles;

import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The roles of the current tenant. Each change is published in its transaction, under a lock of the tenant's roles, so
 * that revisions commit in order.
 */
@Singleton
public class IamRoles {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private final IamRoleRepository rows;
    private final TenantLock lock;
    private final CurrentTenant tenant;
    private final CurrentLimits limits;
    private final Publisher publisher;
    private final RoleDirectory directory;

    IamRoles(
            IamRoleRepository rows,
            TenantLock lock,
            CurrentTenant tenant,
            CurrentLimits limits,
            Publisher publisher,
            RoleDirectory directory) {
        this.rows = rows;
        this.lock = lock;
        this.tenant = tenant;
        this.limits = limits;
        this.publisher = publisher;
        this.directory = directory;
    }

    /** Whether a role may have this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Makes a role, or changes the one of the name; sessions that there are keep to what it says from now on. */
    public IamRole put(String name, RoleSettings settings) {
        if (!isName(name)) {
            throw ProblemException.badRequest("Invalid role name specified, must match " + NAME.pattern());
        }
        settings.check();
        lock.take("roles");
        IamRole row = rows.findById(name);
        if (row == null) {
            limits.get().requireRoom(Limit.ROLES, rows.count());
            row = new IamRole(name, settings);
            rows.persist(row);
        } else {
            row.change(settings);
        }
        rows.flush();
        publisher.publish(row);
        directory.forget(tenant.id(), name);
        return row;
    }

    /** In order of creation. */
    public Page<IamRole> list(PageRequest request) {
        return rows.page(request);
    }

    public IamRole require(String name) {
        IamRole row = isName(name) ? rows.findById(name) : null;
        if (row == null) {
            throw ProblemException.notFound("Invalid role name specified");
        }
        return row;
    }

    /** Removes a role; its sessions sign nothing any more once nodes and control planes know, within a second. */
    public void delete(String name) {
        lock.take("roles");
        rows.delete(require(name));
        rows.flush();
        publisher.publishEnd(name);
        directory.forget(tenant.id(), name);
    }

    /** Tells the nodes about roles. Part of the caller's transaction, under the lock of the tenant's roles. */
    @Singleton
    static class Publisher {
        private final CurrentTenant tenant;
        private final Publications publications;
        private final Revisions revisions;

        Publisher(CurrentTenant tenant, Publications publications, Revisions revisions) {
            this.tenant = tenant;
            this.publications = publications;
            this.revisions = revisions;
        }

        void publish(IamRole role) {
            Map<String, String> policies = new TreeMap<>(role.settings().policies());
            publications.publish(new RoleRecord(
                    RoleRecord.FORMAT_VERSION,
                    tenant.id().value(),
                    revisions.next(),
                    role.name(),
                    role.roleId(),
                    List.copyOf(policies.values())));
        }

        void publishEnd(String name) {
            publications.publish(RoleRecord.ended(tenant.id().value(), revisions.next(), name));
        }
    }
}
