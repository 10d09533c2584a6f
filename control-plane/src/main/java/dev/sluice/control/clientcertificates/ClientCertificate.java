package dev.sluice.control.clientcertificates;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** A certificate with its private key, which is kept sealed with the tenant's data key and never shown. */
@Entity
@Table(name = "client_certificates")
public class ClientCertificate {
    @Id
    private String id;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private ClientCertificateSettings settings;

    private String certificate;
    byte[] privateKey;
    private Instant createdAt;
    private Instant expiresAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected ClientCertificate() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    ClientCertificate(String id, ClientCertificateSettings settings, IssuedCertificate issued, byte[] sealedKey) {
        this.id = id;
        this.settings = settings;
        this.certificate = issued.pem();
        this.privateKey = sealedKey.clone();
        this.createdAt = issued.from();
        this.expiresAt = issued.until();
    }

    public String id() {
        return id;
    }

    public ClientCertificateSettings settings() {
        return settings;
    }

    /** The certificate alone, PEM. */
    public String pem() {
        return certificate;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    Position position() {
        return new Position(createdAt, id);
    }

    void change(ClientCertificateSettings changed) {
        this.settings = changed;
    }
}
