package dev.sluice.control.usageplans;

import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** What holds for a group of API keys: its stages and keys are rows of their own. */
@Entity
@Table(name = "usage_plans")
public class UsagePlan {
    @Id
    private String id;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private UsagePlanSettings settings;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected UsagePlan() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    UsagePlan(UsagePlanSettings settings) {
        this.id = RandomIds.next();
        this.settings = settings;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    void change(UsagePlanSettings changed) {
        this.settings = changed;
    }

    public String id() {
        return id;
    }

    public UsagePlanSettings settings() {
        return settings;
    }

    Position position() {
        return new Position(createdAt, id);
    }
}
