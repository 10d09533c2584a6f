package dev.sluice.control.targets;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;

/** Where functions are invoked. */
@Entity
@Table(name = "function_endpoints")
public class FunctionTarget {
    @Id
    private String functionArn;

    @TenantId
    String tenantId;

    private String endpoint;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected FunctionTarget() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    FunctionTarget(String functionArn, String endpoint) {
        this.functionArn = functionArn;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(endpoint);
    }

    final void change(String changed) {
        this.endpoint = changed;
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** An ARN, or the beginning of ARNs with a star behind it. */
    public String functionArn() {
        return functionArn;
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
        return new Position(createdAt, functionArn);
    }
}
