package dev.sluice.control.apis.methods;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** A verb of a resource: one row, so that each management call below a method touches one. */
@Entity
@Table(name = "methods")
@IdClass(MethodKey.class)
public class Method {
    @Id
    private String apiId;

    @Id
    private String resourceId;

    @Id
    private String verb;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private MethodDefinition definition;

    /** For sums: the database measures it. */
    @Column(insertable = false, updatable = false)
    int bytes;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Method() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    Method(MethodKey key, MethodDefinition definition) {
        this.apiId = key.apiId();
        this.resourceId = key.resourceId();
        this.verb = key.verb();
        this.definition = definition;
    }

    public MethodKey key() {
        return new MethodKey(apiId, resourceId, verb);
    }

    public String resourceId() {
        return resourceId;
    }

    public String verb() {
        return verb;
    }

    public MethodDefinition definition() {
        return definition;
    }

    void change(MethodDefinition changed) {
        this.definition = changed;
    }
}
