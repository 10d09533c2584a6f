package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role of a tenant, for those who verify what its sessions sign. Who may assume it is the control plane's to know. The
 * record of a role that was deleted has neither id nor policies.
 *
 * @param tenant twelve-digit id
 * @param name unique within the tenant
 * @param roleId {@code AROA…}; a role that was made anew under the name has another, so that sessions end with theirs
 * @param policies the IAM policy documents that say what sessions may do
 */
public record RoleRecord(
        int formatVersion,
        String tenant,
        long revision,
        String name,
        @Nullable String roleId,
        List<String> policies) implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** What stands between the tenant and the name of a role. */
    public static final String KIND = "role";

    public RoleRecord {
        policies = List.copyOf(policies);
    }

    /** The record that ends a role. */
    public static RoleRecord ended(String tenant, long revision, String name) {
        return new RoleRecord(FORMAT_VERSION, tenant, revision, name, null, List.of());
    }

    @Override
    @JsonIgnore
    public String key() {
        return tenant + "/" + KIND + "/" + name;
    }

    /** Whether there is no such role any more. */
    @Override
    @JsonIgnore
    public boolean isEnded() {
        return roleId == null;
    }

    @Override
    public String toString() {
        return "RoleRecord[" + tenant + ", " + name + ", revision=" + revision + "]";
    }
}
