package dev.sluice.control.stages;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;

/** That a stage came to point at a deployment, and from which revision on. */
@Entity
@Immutable
@Table(name = "stage_history")
@IdClass(StageHistoryKey.class)
public class StageHistoryEntry {
    @Id
    private String apiId;

    @Id
    private String stageName;

    @Id
    private long revision;

    @TenantId
    String tenantId;

    private String deploymentId;
    private Instant deployedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected StageHistoryEntry() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    StageHistoryEntry(Stage stage, long revision) {
        this.apiId = stage.key().apiId();
        this.stageName = stage.key().name();
        this.revision = revision;
        this.deploymentId = stage.deploymentId();
        this.deployedAt = stage.updatedAt();
    }

    public long revision() {
        return revision;
    }

    public String deploymentId() {
        return deploymentId;
    }

    public Instant deployedAt() {
        return deployedAt;
    }
}
