package dev.sluice.control.tenants.rest;

import dev.sluice.control.tenants.AccessKey;
import dev.sluice.control.tenants.NewKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An access key; with its secret only in the answer that made it. */
public record AccessKeyJson(
        String id,
        String name,
        @Nullable String role,
        @Nullable String policy,
        @Nullable Instant createdAt,
        @Nullable String secret) {
    static AccessKeyJson of(NewKey key, String name, @Nullable String role, @Nullable String policy) {
        return new AccessKeyJson(key.id(), name, role, policy, null, key.secret());
    }

    static AccessKeyJson of(AccessKey key) {
        return new AccessKeyJson(key.id(), key.name(), key.role(), key.policy(), key.createdAt(), null);
    }

    @Override
    public String toString() {
        return "AccessKeyJson[id=" + id + ", secret=hidden]";
    }
}
