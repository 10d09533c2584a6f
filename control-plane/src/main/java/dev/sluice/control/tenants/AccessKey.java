package dev.sluice.control.tenants;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A pair of id and secret that signs a tenant's calls. The secret is kept sealed with the tenant's data key. */
@Entity
@Table(name = "access_keys")
public class AccessKey {
    @Id
    private String id;

    @TenantId
    String tenantId;

    private String name;

    private @Nullable String role;

    private @Nullable String policy;
    byte[] secret;
    boolean bootstrap;
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected AccessKey() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    AccessKey(String id, String name, Grant grant, byte[] sealedSecret, Instant createdAt) {
        this.id = id;
        this.name = name;
        switch (grant) {
            case Grant.OfRole(var granted) -> this.role = granted.label();
            case Grant.OfPolicy(var document) -> this.policy = document;
        }
        this.secret = sealedSecret.clone();
        this.createdAt = createdAt;
    }

    /** It takes the place of a key that a start made, and ends with it when the credentials file is made anew. */
    void replaceBootstrapKey() {
        bootstrap = true;
    }

    public String id() {
        return id;
    }

    /** The user that the key stands for; part of its ARN. */
    public String name() {
        return name;
    }

    /** The built-in role; absent when the key has a policy of its own. */
    public @Nullable String role() {
        return role;
    }

    /** The key's own policy document; absent when it has a role. */
    public @Nullable String policy() {
        return policy;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
