package dev.sluice.control.domains;

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
import org.jspecify.annotations.Nullable;

/** A host name of a tenant's own. A public one is unique over all tenants, a private one is told apart by its id. */
@Entity
@Table(name = "domain_names")
public class DomainName {
    @Id
    private String id;

    @TenantId
    private String tenantId;

    private String name;
    private boolean isPrivate;

    @JdbcTypeCode(SqlTypes.JSON)
    private DomainNameSettings settings;

    /** Sealed with the tenant's data key. */
    byte @Nullable [] privateKey;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected DomainName() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    DomainName(String name, DomainNameSettings settings) {
        this.id = RandomIds.next();
        this.name = name;
        this.isPrivate = settings.types().contains(Endpoints.PRIVATE);
        this.settings = settings;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public String id() {
        return id;
    }

    public String tenantId() {
        return tenantId;
    }

    public String name() {
        return name;
    }

    public boolean isPrivate() {
        return isPrivate;
    }

    public DomainNameSettings settings() {
        return settings;
    }

    Position position() {
        return new Position(createdAt, id);
    }

    /** Gives the domain other settings; its private key goes with the uploaded certificate. */
    void change(DomainNameSettings changed) {
        if (changed.certificateBody() == null) {
            this.privateKey = null;
        }
        this.settings = changed;
    }
}
