package dev.sluice.control.roles;

import dev.sluice.contracts.keys.RandomText;
import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** A role of a tenant: what whoever assumes it may do for a while, and who may. */
@Entity
@Table(name = "roles")
public class IamRole {
    private static final RandomText RANDOM = new RandomText();
    private static final int RANDOM_CHARACTERS = 17;

    @Id
    private String name;

    @TenantId
    String tenantId;

    private String roleId;

    private String trustPolicy;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> policies;

    private int maxSessionSeconds;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected IamRole() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant, and change the rest
    IamRole(String name, RoleSettings settings) {
        this.name = name;
        this.roleId = "AROA" + RANDOM.next(RandomText.BASE_32, RANDOM_CHARACTERS);
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(settings);
    }

    final void change(RoleSettings settings) {
        this.trustPolicy = settings.trustPolicy();
        this.policies = settings.policies();
        this.maxSessionSeconds = settings.maxSessionSeconds();
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public String name() {
        return name;
    }

    /** Random, and never another role's: a role that is made anew has another. */
    public String roleId() {
        return roleId;
    }

    public RoleSettings settings() {
        return new RoleSettings(trustPolicy, policies, maxSessionSeconds);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    Position position() {
        return new Position(createdAt, name);
    }
}
