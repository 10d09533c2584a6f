package dev.sluice.control.targets.rest;

import dev.sluice.control.targets.RoleCredential;
import java.time.Instant;

/** Credentials of a role; the secrets are never shown. */
public record RoleCredentialJson(
        String roleArn, String accessKeyId, boolean temporary, Instant createdAt, Instant updatedAt) {
    static RoleCredentialJson of(RoleCredential target) {
        return new RoleCredentialJson(
                target.roleArn(), target.accessKeyId(), target.temporary(), target.createdAt(), target.updatedAt());
    }
}
