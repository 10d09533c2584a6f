package dev.sluice.control.apis.items;

import dev.sluice.control.platform.documents.DocumentFormat;
import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** The row of one item. One table holds all kinds, since they live and die with their API and are read the same way. */
@Entity
@Table(name = "api_items")
@IdClass(ItemKey.class)
public class ApiItem {
    @Id
    private String apiId;

    @Id
    private String kind;

    @Id
    private String id;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private String document;

    /** For sums: the database measures it. */
    @Column(insertable = false, updatable = false)
    int bytes;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected ApiItem() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    ApiItem(ItemKey key, Object document) {
        this.apiId = key.apiId();
        this.kind = key.kind();
        this.id = key.id();
        this.document = DocumentFormat.write(document);
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    String id() {
        return id;
    }

    <D> D document(ItemKind<D> of) {
        return DocumentFormat.read(document, of.type());
    }

    void change(Object changed) {
        this.document = DocumentFormat.write(changed);
    }

    /** How much text it holds. */
    long characters() {
        return document.length();
    }

    Position position() {
        return new Position(createdAt, id);
    }
}
