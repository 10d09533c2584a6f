package dev.sluice.control.tenants;

import dev.sluice.control.platform.ids.TenantId;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account of the installation. Its row is its own: row-level security shows a tenant no other. */
@Entity
@Table(name = "tenants")
public class Tenant {
    @Id
    private String id;

    private String name;
    private String status;

    @Embedded
    private TenantLimits limits;

    private @Nullable String cloudwatchRoleArn;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Tenant() {}

    Tenant(TenantId id, String name, Instant createdAt) {
        this.id = id.value();
        this.name = name;
        this.status = TenantStatus.ACTIVE.label();
        this.limits = TenantLimits.DEFAULT;
        this.createdAt = createdAt;
    }

    public TenantId id() {
        return new TenantId(id);
    }

    public String name() {
        return name;
    }

    public TenantStatus status() {
        return TenantStatus.labelled(status);
    }

    public TenantLimits limits() {
        return limits;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The role that the tenant wants its logs written with; null: none. */
    public @Nullable String cloudwatchRoleArn() {
        return cloudwatchRoleArn;
    }

    public void writeLogsAs(@Nullable String roleArn) {
        this.cloudwatchRoleArn = roleArn;
    }

    void become(TenantStatus status) {
        this.status = status.label();
    }

    void limitTo(TenantLimits limits) {
        this.limits = limits;
    }
}
