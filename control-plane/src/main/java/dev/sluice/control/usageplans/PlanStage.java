package dev.sluice.control.usageplans;

import dev.sluice.control.platform.values.Copies;
import dev.sluice.control.stages.StageName;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** A stage that a usage plan opens, with the limits of single methods. The database removes it with the stage. */
@Entity
@Table(name = "usage_plan_stages")
@IdClass(PlanStageKey.class)
public class PlanStage {
    @Id
    private String planId;

    @Id
    private String apiId;

    @Id
    private String stageName;

    @TenantId
    String tenantId;

    private int place;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Throttle> throttles;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected PlanStage() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    PlanStage(String planId, StageName stage, int place, Map<String, Throttle> throttles) {
        this.planId = planId;
        this.apiId = stage.apiId();
        this.stageName = stage.name();
        this.place = place;
        this.throttles = Copies.of(throttles);
    }

    void change(Map<String, Throttle> changed) {
        if (!changed.equals(throttles)) {
            this.throttles = Copies.of(changed);
        }
    }

    String planId() {
        return planId;
    }

    public StageName stage() {
        return new StageName(apiId, stageName);
    }

    int place() {
        return place;
    }

    /** By {@code path/VERB}; the key of the root's GET is {@code //GET} (management-api 8). */
    public Map<String, Throttle> throttles() {
        return throttles;
    }
}
