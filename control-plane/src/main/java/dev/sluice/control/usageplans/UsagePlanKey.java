package dev.sluice.control.usageplans;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;

/** That an API key is in a usage plan. The database removes it with the key. */
@Entity
@Table(name = "usage_plan_keys")
@IdClass(Membership.class)
public class UsagePlanKey {
    @Id
    private String planId;

    @Id
    private String keyId;

    @TenantId
    String tenantId;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected UsagePlanKey() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    UsagePlanKey(Membership membership) {
        this.planId = membership.planId();
        this.keyId = membership.keyId();
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public String keyId() {
        return keyId;
    }

    Membership membership() {
        return new Membership(planId, keyId);
    }

    /** The UTC day on which the key joined. */
    LocalDate joined() {
        return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
    }

    Position position() {
        return new Position(createdAt, keyId);
    }
}
