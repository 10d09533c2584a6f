package dev.sluice.control.targets;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** What signs for an execution role. Secret and session token are kept sealed with the tenant's data key. */
@Entity
@Table(name = "role_credentials")
public class RoleCredential {
    @Id
    private String roleArn;

    @TenantId
    String tenantId;

    private String accessKeyId;
    byte[] secret;
    byte @Nullable [] sessionToken;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected RoleCredential() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    RoleCredential(String roleArn, String accessKeyId, byte[] sealedSecret, byte @Nullable [] sealedToken) {
        this.roleArn = roleArn;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(accessKeyId, sealedSecret, sealedToken);
    }

    final void change(String keyId, byte[] sealedSecret, byte @Nullable [] sealedToken) {
        this.accessKeyId = keyId;
        this.secret = sealedSecret.clone();
        this.sessionToken = sealedToken == null ? null : sealedToken.clone();
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The role that an integration names. */
    public String roleArn() {
        return roleArn;
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    /** Whether the credentials have a session token, and so an end. */
    public boolean temporary() {
        return sessionToken != null;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    Position position() {
        return new Position(createdAt, roleArn);
    }
}
