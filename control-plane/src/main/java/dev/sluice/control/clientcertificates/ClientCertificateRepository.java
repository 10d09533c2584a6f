package dev.sluice.control.clientcertificates;

import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Rows of client certificates of the current tenant. */
@Singleton
class ClientCertificateRepository implements PanacheRepositoryBase<ClientCertificate, String> {
    private final TenantLock lock;

    ClientCertificateRepository(TenantLock lock) {
        this.lock = lock;
    }

    /** How many there are; no other transaction of the tenant counts until this one ends. */
    long countLocked() {
        lock.take("client_certificates");
        return count();
    }

    Optional<ClientCertificate> named(String id) {
        return row(id, LockModeType.NONE);
    }

    /** The certificate, which cannot change or go before the transaction ends. */
    Optional<ClientCertificate> hold(String id) {
        return row(id, LockModeType.PESSIMISTIC_READ);
    }

    /** The certificate for a change of it. */
    Optional<ClientCertificate> lock(String id) {
        return row(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private Optional<ClientCertificate> row(String id, LockModeType lock) {
        return RandomIds.isWellFormed(id) ? findByIdOptional(id, lock) : Optional.empty();
    }

    Page<ClientCertificate> page(PageRequest request) {
        return Listing.oldestFirst("id").page(this, request, ClientCertificate::position);
    }
}
