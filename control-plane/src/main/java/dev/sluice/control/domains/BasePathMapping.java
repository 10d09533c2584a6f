package dev.sluice.control.domains;

import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** What a base path of a domain name leads to: a stage of an API, or an API whose stage the caller names. */
@Entity
@Table(name = "base_path_mappings")
@IdClass(BasePathMappingKey.class)
public class BasePathMapping {
    @Id
    private String domainId;

    @Id
    private String basePath;

    @TenantId
    String tenantId;

    private String apiId;
    private @Nullable String stage;
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected BasePathMapping() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    BasePathMapping(String domainId, BasePathMappingDraft draft, Instant createdAt) {
        this.domainId = domainId;
        this.basePath = draft.basePath();
        this.createdAt = createdAt;
        change(draft);
    }

    final void change(BasePathMappingDraft draft) {
        this.apiId = draft.apiId();
        this.stage = draft.stage();
    }

    public String basePath() {
        return basePath;
    }

    public String apiId() {
        return apiId;
    }

    public @Nullable String stage() {
        return stage;
    }

    String domainId() {
        return domainId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Position position() {
        return new Position(createdAt, basePath);
    }
}
