package dev.sluice.control.tenants;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.keys.TenantKeys;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import dev.sluice.control.platform.permissions.Role;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The access keys of the current tenant. */
@Singleton
public class AccessKeys {
    private static final int MAX_KEYS = 100;

    private final EntityManager entities;
    private final CurrentTenant tenant;
    private final TenantKeys tenantKeys;
    private final KeyDirectory directory;
    private final KeyPublisher publisher;

    AccessKeys(
            EntityManager entities,
            CurrentTenant tenant,
            TenantKeys tenantKeys,
            KeyDirectory directory,
            KeyPublisher publisher) {
        this.entities = entities;
        this.tenant = tenant;
        this.tenantKeys = tenantKeys;
        this.directory = directory;
        this.publisher = publisher;
    }

    /** Makes a key; its secret is never shown again. */
    public NewKey create(String name, Grant grant) {
        return create(name, grant, null);
    }

    /**
     * Makes a key in the place of another; its secret is never shown again.
     *
     * @param replaced the key whose place it takes: in place of a start's key it is one, so that a start which renews a
     *     lost credentials file ends it too; the other key stays until it is deleted
     */
    public NewKey create(String name, Grant grant, @Nullable String replaced) {
        if (count() >= MAX_KEYS) {
            throw new ProblemException(new Problem.LimitExceeded(
                    "A tenant has at most " + MAX_KEYS + " access keys", Duration.ofSeconds(1)));
        }
        var key = NewKey.random();
        byte[] sealed = tenantKeys.seal(
                tenant.id(), NewKey.PURPOSE + key.id(), key.secret().getBytes(StandardCharsets.UTF_8));
        var row = new AccessKey(key.id(), name, grant, sealed, Instant.now().truncatedTo(ChronoUnit.MICROS));
        if (replaced != null && require(replaced).bootstrap) {
            row.replaceBootstrapKey();
        }
        entities.persist(row);
        entities.flush();
        publisher.publish(row, key.secret());
        return key;
    }

    /** In order of creation. */
    public Page<AccessKey> list(PageRequest page) {
        Position after = page.after();
        var query = entities.createQuery(
                        "from AccessKey where :first = true or createdAt > :at or (createdAt = :at and id > :id)"
                                + " order by createdAt, id",
                        AccessKey.class)
                .setParameter("first", after == null)
                .setParameter("at", after == null ? Instant.EPOCH : after.createdAt())
                .setParameter("id", after == null ? "" : after.id())
                .setMaxResults(page.limit() + 1);
        return Page.of(query.getResultList(), page, key -> new Position(key.createdAt(), key.id()));
    }

    /** Removes a key; it signs nothing any more once the removal has reached every control plane, within seconds. */
    public void delete(String id) {
        AccessKey key = require(id);
        if (Role.OWNER.label().equals(key.role()) && owners() == 1) {
            throw ProblemException.conflict("The last access key with the role owner cannot be deleted");
        }
        entities.remove(key);
        entities.flush();
        publisher.publishEnd(id);
        directory.forget(id);
    }

    /** Publishes a key that was made without this; does nothing when it is gone meanwhile. */
    void publish(String id) {
        AccessKey key = entities.find(AccessKey.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (key != null) {
            byte[] secret = tenantKeys.open(tenant.id(), NewKey.PURPOSE + id, key.secret);
            publisher.publish(key, new String(secret, StandardCharsets.UTF_8));
        }
    }

    /** Publishes that a key is gone. */
    void publishEnd(String id) {
        publisher.publishEnd(id);
    }

    private AccessKey require(String id) {
        AccessKey key = entities.find(AccessKey.class, id);
        if (key == null) {
            throw ProblemException.notFound("Invalid access key identifier specified");
        }
        return key;
    }

    private long owners() {
        // The lock keeps two calls from deleting the last two at once.
        return entities.createQuery("from AccessKey where role = :role", AccessKey.class)
                .setParameter("role", Role.OWNER.label())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .size();
    }

    private long count() {
        return entities.createQuery("select count(*) from AccessKey", Long.class)
                .getSingleResult();
    }
}
