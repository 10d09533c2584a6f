package dev.sluice.contracts.sessions;

import dev.sluice.contracts.access.RoleRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The roles that sessions may have, as published, for those who open tokens. Bounded by the length of the documents, of
 * all tenants together and of each, so that one cannot take the room of the others. One thread at a time writes, any
 * thread reads without waiting.
 */
public final class SessionRoles {
    /** Characters of all tenants' documents together. */
    private static final long MAX_CHARACTERS = 128L * 1024 * 1024;

    /** Characters of one tenant's documents: those of 200 full roles, or of 1,000 usual ones. */
    private static final long MAX_TENANT_CHARACTERS = 2L * 1024 * 1024;

    private final Map<String, RoleRecord> roles = new ConcurrentHashMap<>();
    private final Map<String, Long> charactersOfTenants = new HashMap<>();
    private final long most;
    private final long mostOfTenant;
    private long characters;

    /** With room for a cell's roles. */
    public SessionRoles() {
        this(MAX_CHARACTERS, MAX_TENANT_CHARACTERS);
    }

    /** With room for so many characters, and for so many of one tenant. */
    public SessionRoles(long most, long mostOfTenant) {
        this.most = most;
        this.mostOfTenant = mostOfTenant;
    }

    /**
     * Puts a role into effect or ends it. False when there is no room for its documents: then the role stays as it was,
     * unless it was made anew.
     */
    public boolean put(RoleRecord record) {
        String id = record.roleId();
        if (id == null) {
            remove(record.tenant(), record.name());
            return true;
        }
        RoleRecord former = roles.get(record.key());
        long added = weight(record) - (former == null ? 0 : weight(former));
        if (added > 0 && !hasRoom(record.tenant(), added)) {
            if (former != null && !id.equals(former.roleId())) {
                remove(record.tenant(), record.name());
            }
            return false;
        }
        count(record.tenant(), added);
        roles.put(record.key(), record);
        return true;
    }

    private boolean hasRoom(String tenant, long added) {
        return characters + added <= most && charactersOfTenants.getOrDefault(tenant, 0L) + added <= mostOfTenant;
    }

    private void count(String tenant, long added) {
        characters += added;
        charactersOfTenants.merge(tenant, added, (old, more) -> old + more == 0 ? null : old + more);
    }

    /** Ends a role with its sessions. */
    public void remove(String tenant, String name) {
        RoleRecord removed = roles.remove(key(tenant, name));
        if (removed != null) {
            count(tenant, -weight(removed));
        }
    }

    /** The role of a session; null when it is gone, or was made anew under its name. */
    public @Nullable RoleRecord find(String tenant, String name, String id) {
        RoleRecord role = roles.get(key(tenant, name));
        return role == null || !id.equals(role.roleId()) ? null : role;
    }

    /** What a role counts, one without documents too. */
    public static long weight(RoleRecord role) {
        return 256 + role.policies().stream().mapToLong(String::length).sum();
    }

    private static String key(String tenant, String name) {
        return tenant + "/" + RoleRecord.KIND + "/" + name;
    }
}
