package dev.sluice.control.members;

import dev.sluice.control.platform.ids.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of a person's accounts.
 *
 * @param member the id of the row
 * @param name of the user there
 * @param role a built-in role by its name
 * @param suspended whether the account is
 * @param usedAt when the person last began to work there; null before the first time
 */
public record Membership(
        TenantId tenant,
        String account,
        String member,
        String name,
        String role,
        boolean suspended,
        @Nullable Instant usedAt) {
    private static final Comparator<Membership> LAST_USED =
            Comparator.comparing(Membership::usedAt, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The person as the audit names it there. */
    public Actor actor() {
        return new Actor(tenant, member, name);
    }

    /**
     * Where a person lands who signs in: in the account that was used last, else in the first one. An owner can make anybody a
     * member, and so does not decide where somebody works who has an account.
     *
     * @param oldestFirst all of the person's, by age
     */
    public static Optional<Membership> landing(List<Membership> oldestFirst) {
        boolean isUsed = oldestFirst.stream().anyMatch(each -> each.usedAt != null);
        return oldestFirst.stream()
                .limit(isUsed ? oldestFirst.size() : 1)
                .filter(each -> !each.suspended && (each.usedAt != null || !isUsed))
                .max(LAST_USED);
    }
}
