package dev.sluice.control.targets;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.keys.TenantKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Seals the secrets of roles with the tenant's data key (security-requirements 13). */
@Singleton
class TargetSecrets {
    private static final String SECRET = "role-credentials/secret/";
    private static final String TOKEN = "role-credentials/token/";

    private final CurrentTenant tenant;
    private final TenantKeys keys;

    TargetSecrets(CurrentTenant tenant, TenantKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    byte[] sealSecret(String roleArn, String secret) {
        return seal(SECRET + roleArn, secret);
    }

    byte @Nullable [] sealToken(String roleArn, @Nullable String token) {
        return token == null ? null : seal(TOKEN + roleArn, token);
    }

    String secret(RoleCredential role) {
        return open(SECRET + role.roleArn(), role.secret);
    }

    @Nullable
    String token(RoleCredential role) {
        byte[] sealed = role.sessionToken;
        return sealed == null ? null : open(TOKEN + role.roleArn(), sealed);
    }

    private byte[] seal(String purpose, String text) {
        return keys.seal(tenant.id(), purpose, text.getBytes(StandardCharsets.UTF_8));
    }

    private String open(String purpose, byte[] sealed) {
        return new String(keys.open(tenant.id(), purpose, sealed), StandardCharsets.UTF_8);
    }
}
