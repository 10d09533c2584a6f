package dev.sluice.control.apis.frozen;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of frozen APIs of the current tenant. */
@Singleton
class FrozenApiRepository implements PanacheRepositoryBase<FrozenApiRow, FrozenApiKey> {}
