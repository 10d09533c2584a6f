package dev.sluice.control.apis.frozen;

import dev.sluice.control.apis.definition.ApiDefinition;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** Keeps one {@link ApiDefinition}. Apart from the deployment's row, so that lists of deployments do not read whole APIs. */
@Entity
@Immutable
@Table(name = "frozen_apis")
@IdClass(FrozenApiKey.class)
public class FrozenApiRow {
    @Id
    private String apiId;

    @Id
    private String deploymentId;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private ApiDefinition document;

    /** What the document weighs, known before it is read: the database measures it. */
    @Column(insertable = false, updatable = false)
    int bytes;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected FrozenApiRow() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    FrozenApiRow(FrozenApiKey key, ApiDefinition document) {
        this.apiId = key.apiId();
        this.deploymentId = key.deploymentId();
        this.document = document;
    }

    ApiDefinition document() {
        return document;
    }
}
