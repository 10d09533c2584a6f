package dev.sluice.control.targets;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;

/** Where an AWS service is called. */
@Entity
@Table(name = "service_endpoints")
public class ServiceTarget {
    @Id
    private String service;

    @TenantId
    String tenantId;

    private String endpoint;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected ServiceTarget() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    ServiceTarget(String service, String endpoint) {
        this.service = service;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(endpoint);
    }

    final void change(String changed) {
        this.endpoint = changed;
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The name in an integration's URI. */
    public String service() {
        return service;
    }

    /** Scheme, host and port. */
    public String endpoint() {
        return endpoint;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    Position position() {
        return new Position(createdAt, service);
    }
}
