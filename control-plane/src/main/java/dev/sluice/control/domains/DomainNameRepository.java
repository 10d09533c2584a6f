package dev.sluice.control.domains;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.hibernate.Session;

/** Rows of domain names of the current tenant. */
@Singleton
class DomainNameRepository implements PanacheRepositoryBase<DomainName, String> {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('domain_names'), hashtext(?))";

    Optional<DomainName> find(DomainNameKey key, LockModeType lock) {
        var rows = key.isPrivate()
                ? find("name = ?1 and isPrivate = true and id = ?2", key.name(), key.id())
                : find("name = ?1 and isPrivate = false", key.name());
        return rows.withLock(lock).firstResultOptional();
    }

    Page<DomainName> page(PageRequest request) {
        return Listing.oldestFirst("id").page(this, request, DomainName::position);
    }

    /** How many there are of the kind; no other transaction of the tenant counts until this one ends. */
    long countLocked(TenantId tenant, boolean isPrivate) {
        lock(tenant.value());
        return count("isPrivate", isPrivate);
    }

    /** No other transaction, of any tenant, passes this for the same text until this one ends. */
    void lock(String text) {
        getEntityManager().unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.prepareStatement(LOCK)) {
                statement.setString(1, text);
                statement.execute();
            }
        });
    }
}
