package dev.sluice.control.deployments;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** The act of freezing an API; the frozen copy itself is kept by {@code apis.frozen}. */
@Entity
@Table(name = "deployments")
@IdClass(DeploymentKey.class)
public class Deployment {
    @Id
    private String apiId;

    @Id
    private String id;

    @TenantId
    String tenantId;

    private @Nullable String description;
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Deployment() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    Deployment(RestApi api, @Nullable String description) {
        this.apiId = api.id().value();
        this.id = RandomIds.next();
        this.description = description;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public DeploymentKey key() {
        return new DeploymentKey(apiId, id);
    }

    public @Nullable String description() {
        return description;
    }

    public Instant createdAt() {
        return createdAt;
    }

    void description(@Nullable String changed) {
        this.description = changed;
    }

    Position position() {
        return new Position(createdAt, id);
    }
}
