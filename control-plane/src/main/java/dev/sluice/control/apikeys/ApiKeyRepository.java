package dev.sluice.control.apikeys;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of API keys of the current tenant. */
@Singleton
class ApiKeyRepository implements PanacheRepositoryBase<ApiKey, String> {
    Page<ApiKey> page(@Nullable String namePrefix, @Nullable String customerId, PageRequest request) {
        var listing = Listing.newestFirst("id");
        if (namePrefix != null) {
            listing.where("name like :name escape '!'", "name", Listing.startingWith(namePrefix));
        }
        if (customerId != null) {
            listing.where("customerId = :customer", "customer", customerId);
        }
        return listing.page(this, request, ApiKey::position, ApiKey::characters);
    }

    /** The keys whose list of stages holds this as JSON text, held until the transaction ends. */
    List<ApiKey> naming(String stages) {
        return find("locate(?1, cast(sql('(? ->> ''stageKeys'')', settings) as String)) > 0 order by id", stages)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    List<ApiKey> all(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1", ids);
    }
}
