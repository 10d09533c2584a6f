package dev.sluice.control.apis.resources;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A node of an API's tree of paths. The root has neither parent nor part. */
@Entity
@Table(name = "resources")
@IdClass(ResourceKey.class)
public class Resource {
    @Id
    private String apiId;

    @Id
    private String id;

    @TenantId
    String tenantId;

    private @Nullable String parentId;
    private @Nullable String pathPart;
    private String path;
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Resource() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    private Resource(String apiId, String id, String path) {
        this.apiId = apiId;
        this.id = id;
        this.path = path;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    static Resource rootOf(RestApi api) {
        return new Resource(api.id().value(), api.rootResourceId(), "/");
    }

    Resource child(PathPart part) {
        return child(RandomIds.next(), part);
    }

    Resource child(String childId, PathPart part) {
        var child = new Resource(apiId, childId, "");
        child.place(this, part);
        return child;
    }

    /** Puts this resource under a parent; the caller rewrites the paths below. */
    final void place(Resource parent, PathPart part) {
        this.parentId = parent.id;
        this.pathPart = part.text();
        this.path = parent.isRoot() ? "/" + part.text() : parent.path + "/" + part.text();
    }

    public ResourceKey key() {
        return new ResourceKey(apiId, id);
    }

    public String id() {
        return id;
    }

    public @Nullable String parentId() {
        return parentId;
    }

    public @Nullable String pathPart() {
        return pathPart;
    }

    public String path() {
        return path;
    }

    public boolean isRoot() {
        return parentId == null;
    }

    /** The part of a resource that is not the root. */
    PathPart part() {
        if (pathPart == null) {
            throw new IllegalStateException("The root has no path part");
        }
        return new PathPart(pathPart);
    }

    public Position position() {
        return new Position(createdAt, id);
    }
}
