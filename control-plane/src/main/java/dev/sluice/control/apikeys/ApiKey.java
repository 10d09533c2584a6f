package dev.sluice.control.apikeys;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A key by which a client of a tenant names itself. Its value is kept sealed; {@link ApiKeys#value} opens it. */
@Entity
@Table(name = "api_keys")
public class ApiKey {
    @Id
    private String id;

    @TenantId
    String tenantId;

    byte[] value;

    @JdbcTypeCode(SqlTypes.JSON)
    private ApiKeySettings settings;

    /** Made by the database from the settings, for queries. */
    @Column(insertable = false, updatable = false)
    @SuppressWarnings("unused") // by queries alone
    private @Nullable String name;

    /** The same. */
    @Column(insertable = false, updatable = false)
    @SuppressWarnings("unused") // by queries alone
    private @Nullable String customerId;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected ApiKey() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    ApiKey(String id, byte[] sealedValue, ApiKeySettings settings) {
        this.id = id;
        this.value = sealedValue.clone();
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(settings);
    }

    final void change(ApiKeySettings changed) {
        this.settings = changed;
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public String id() {
        return id;
    }

    public ApiKeySettings settings() {
        return settings;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** About how much text it holds. */
    public long characters() {
        return settings.characters();
    }

    Position position() {
        return new Position(createdAt, id);
    }
}
