package dev.sluice.control.tenants;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.TenantId;

/** A pair of id and secret that signs a tenant's calls. The secret is kept sealed with the tenant's data key. */
@Entity
@Table(name = "access_keys")
public class AccessKey {
    @Id
    String id;

    @TenantId
    String tenantId;

    byte[] secret;
    String role;
    Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected AccessKey() {}
}
