package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant is served, and how fast. An unknown tenant counts as active with AWS's limits.
 *
 * @param tenant twelve-digit id
 * @param suspended when true, each call to the tenant's APIs is refused with 403 before routing
 * @param throttle how fast all stages of the tenant are called together; null: as AWS lets an account by default
 */
public record TenantRecord(
        int formatVersion,
        String tenant,
        long revision,
        boolean suspended,
        @Nullable Throttle throttle) implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    @Override
    @JsonIgnore
    public String key() {
        return key(tenant);
    }

    /** The key of a tenant's record. */
    public static String key(String tenant) {
        return tenant + "/tenant/" + tenant;
    }

    /** Whether the tenant is another than an unknown one. */
    public boolean differs() {
        return suspended || throttle != null;
    }

    /**
     * A token bucket of the tenant.
     *
     * @param ratePerSecond calls a second; 0 refuses all
     * @param burst calls that may come at once; 0 refuses all
     */
    public record Throttle(double ratePerSecond, int burst) {
        public Throttle {
            if (!(ratePerSecond >= 0) || burst < 0) {
                throw new IllegalArgumentException("a throttle is not negative");
            }
        }
    }
}
