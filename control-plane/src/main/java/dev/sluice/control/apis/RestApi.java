package dev.sluice.control.apis;

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

/** An API as its owner edits it. Nothing of it is served until a deployment freezes it. */
@Entity
@Table(name = "rest_apis")
public class RestApi {
    @Id
    private String id;

    @TenantId
    private String tenantId;

    private String rootResourceId;

    @JdbcTypeCode(SqlTypes.JSON)
    private RestApiSettings settings;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected RestApi() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    RestApi(RestApiSettings settings) {
        this.id = RandomIds.next();
        this.rootResourceId = RandomIds.next();
        this.settings = settings;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public RestApiId id() {
        return new RestApiId(id);
    }

    public String tenantId() {
        return tenantId;
    }

    public String rootResourceId() {
        return rootResourceId;
    }

    public RestApiSettings settings() {
        return settings;
    }

    public Instant createdAt() {
        return createdAt;
    }

    Position position() {
        return new Position(createdAt, id);
    }

    void change(RestApiSettings changed) {
        this.settings = changed;
    }
}
