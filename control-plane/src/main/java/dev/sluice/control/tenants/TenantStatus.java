package dev.sluice.control.tenants;

import java.util.Arrays;
import java.util.Locale;

/** Whether a tenant is served. */
public enum TenantStatus {
    ACTIVE,
    SUSPENDED;

    /** The name as calls and the database have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of this name. */
    public static TenantStatus labelled(String label) {
        return Arrays.stream(values())
                .filter(status -> status.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No tenant status " + label));
    }
}
