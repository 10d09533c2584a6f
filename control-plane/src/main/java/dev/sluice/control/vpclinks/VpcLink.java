package dev.sluice.control.vpclinks;

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

/** A name for a load balancer. There is nothing to set up for it, so it is ready once it is committed. */
@Entity
@Table(name = "vpc_links")
public class VpcLink {
    @Id
    private String id;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private VpcLinkSettings settings;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected VpcLink() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    VpcLink(VpcLinkSettings settings) {
        this.id = RandomIds.next();
        this.settings = settings;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public String id() {
        return id;
    }

    public VpcLinkSettings settings() {
        return settings;
    }

    Position position() {
        return new Position(createdAt, id);
    }

    void change(VpcLinkSettings changed) {
        this.settings = changed;
    }
}
