package dev.sluice.control.members;

import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Position;
import dev.sluice.control.platform.permissions.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A person in one account. The same person may be a member of others, each time by a row of that account. */
@Entity
@Table(name = "members")
public class Member {
    @Id
    private String id;

    @TenantId
    String tenantId;

    private String name;
    private @Nullable String email;
    private String issuer;
    private @Nullable String subject;
    private String role;
    private Instant createdAt;

    /** Written where sessions begin, and nowhere else. */
    @Column(insertable = false, updatable = false)
    private @Nullable Instant usedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Member() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    Member(String name, Person person, Role role) {
        this.id = RandomIds.next();
        this.name = name;
        this.email = person.email();
        this.issuer = person.issuer();
        this.subject = person.subject();
        this.role = role.label();
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    void become(Role changed) {
        role = changed.label();
    }

    public String id() {
        return id;
    }

    /** The user that the member is in this account; part of its ARN. */
    public String name() {
        return name;
    }

    public @Nullable String email() {
        return email;
    }

    /** Who says that the person is who it is. */
    public String issuer() {
        return issuer;
    }

    /** What the issuer calls the person; null until the first sign-in of one who is known by e-mail. */
    public @Nullable String subject() {
        return subject;
    }

    /** A built-in role by its name. */
    public String role() {
        return role;
    }

    /** Whether the person ever worked here. */
    boolean wasUsed() {
        return usedAt != null;
    }

    public Instant createdAt() {
        return createdAt;
    }

    Position position() {
        return new Position(createdAt, id);
    }
}
