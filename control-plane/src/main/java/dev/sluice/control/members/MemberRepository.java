package dev.sluice.control.members;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of the current tenant. */
@Singleton
class MemberRepository implements PanacheRepositoryBase<Member, String> {
    Page<Member> page(PageRequest request) {
        return Listing.oldestFirst("id").page(this, request, Member::position);
    }
}
