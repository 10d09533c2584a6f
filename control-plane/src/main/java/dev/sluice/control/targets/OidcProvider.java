package dev.sluice.control.targets;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** An OpenID Connect issuer whose tokens the tenant's authorizers may accept. */
@Entity
@Table(name = "oidc_providers")
public class OidcProvider {
    @Id
    private String providerArn;

    @TenantId
    String tenantId;

    private String issuer;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> clientIds;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> algorithms;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected OidcProvider() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    OidcProvider(String providerArn, TrustedIssuer trusted) {
        this.providerArn = providerArn;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        change(trusted);
    }

    final void change(TrustedIssuer trusted) {
        this.issuer = trusted.issuer();
        this.clientIds = trusted.clientIds();
        this.algorithms = trusted.algorithms();
        this.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** As authorizers name it. */
    public String providerArn() {
        return providerArn;
    }

    /** What the claim {@code iss} has to be. */
    public String issuer() {
        return issuer;
    }

    /** For whom its tokens may be made. */
    public List<String> clientIds() {
        return List.copyOf(clientIds);
    }

    /** How they may be signed. */
    public List<String> algorithms() {
        return List.copyOf(algorithms);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    Position position() {
        return new Position(createdAt, providerArn);
    }
}
