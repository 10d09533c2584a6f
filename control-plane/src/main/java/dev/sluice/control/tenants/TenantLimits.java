package dev.sluice.control.tenants;

import jakarta.persistence.Embeddable;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * What the operator allows a tenant beyond or below AWS's defaults, and how its calls behave.
 *
 * @param changedLimits those that the operator set, by {@link Limit#label}
 * @param waitForPropagation whether deployments wait until every node serves them
 */
@Embeddable
public record TenantLimits(
        @JdbcTypeCode(SqlTypes.JSON) Map<String, Integer> changedLimits, boolean waitForPropagation) {
    /** What AWS gives an account. */
    public static final TenantLimits DEFAULT = new TenantLimits(Map.of(), false);

    public TenantLimits {
        changedLimits = Map.copyOf(changedLimits);
    }

    public int of(Limit limit) {
        return changedLimits.getOrDefault(limit.label(), limit.standard());
    }

    /**
     * Refuses one more.
     *
     * @param present how many there are
     */
    public void requireRoom(Limit limit, long present) {
        if (present >= of(limit)) {
            throw limit.reached(of(limit));
        }
    }
}
