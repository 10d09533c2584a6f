package dev.sluice.control.apis.frozen;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of frozen APIs of the current tenant. */
@Singleton
class FrozenApiRepository implements PanacheRepositoryBase<FrozenApiRow, FrozenApiKey> {
    /** What the copy weighs; 0 when there is none. */
    long bytes(FrozenApiKey key) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(sum(f.bytes), 0) from FrozenApiRow f"
                                + " where f.apiId = :api and f.deploymentId = :deployment",
                        Long.class)
                .setParameter("api", key.apiId())
                .setParameter("deployment", key.deploymentId())
                .getSingleResult();
    }
}
