package dev.sluice.control.stages;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A named, published version of an API: points at a deployment and says how to serve it. */
@Entity
@Table(name = "stages")
@IdClass(StageName.class)
public class Stage {
    @Id
    private String apiId;

    @Id
    private String name;

    @TenantId
    private String tenantId;

    private String deploymentId;

    @JdbcTypeCode(SqlTypes.JSON)
    private StageSettings settings;

    /** For queries: the database takes it out of the settings. */
    @Column(insertable = false, updatable = false)
    @Nullable
    String canaryDeploymentId;

    private long responsesEpoch;
    private long authorizersEpoch;
    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Stage() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    Stage(StageName name, StageDraft draft) {
        this.apiId = name.apiId();
        this.name = name.name();
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(draft);
    }

    final void change(StageDraft draft) {
        this.deploymentId = draft.deploymentId();
        this.settings = draft.settings();
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    void flushResponses(long epoch) {
        this.responsesEpoch = epoch;
    }

    void flushAuthorizers(long epoch) {
        this.authorizersEpoch = epoch;
    }

    long responsesEpoch() {
        return responsesEpoch;
    }

    long authorizersEpoch() {
        return authorizersEpoch;
    }

    public StageName key() {
        return new StageName(apiId, name);
    }

    public String tenantId() {
        return tenantId;
    }

    public String deploymentId() {
        return deploymentId;
    }

    public StageSettings settings() {
        return settings;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
