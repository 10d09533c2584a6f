package dev.sluice.control.usageplans;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Rows of usage plans of the current tenant. */
@Singleton
class UsagePlanRepository implements PanacheRepositoryBase<UsagePlan, String> {
    Page<UsagePlan> page(@Nullable String keyId, PageRequest request) {
        var listing = Listing.oldestFirst("id");
        if (keyId != null) {
            listing.where("id in (select k.planId from UsagePlanKey k where k.keyId = :key)", "key", keyId);
        }
        return listing.page(this, request, UsagePlan::position);
    }
}
