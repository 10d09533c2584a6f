package dev.sluice.control.members;

import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.issuer.pool.PoolUsers;
import dev.sluice.control.issuer.pool.PoolUsers.PoolUser;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Role;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The members of the current tenant. A new member of an installation that signs in by its own user pool is made a user there,
 * before the row is written and outside of its transaction; the user goes again when the row does not come to be.
 */
@Singleton
public class Members {
    private static final int MAX_MEMBERS = 500;
    private static final String LOCK = "members";

    private final MemberRepository rows;
    private final TenantLock lock;
    private final Units units;
    private final People people;

    Members(MemberRepository rows, TenantLock lock, Units units, People people) {
        this.rows = rows;
        this.lock = lock;
        this.units = units;
        this.people = people;
    }

    /** Makes a member. Begins its transactions itself, since it may ask the authorizer service. */
    public Created create(NewMember wanted) {
        units.reading(() -> requireRoom(wanted.user()));
        People.Found found = people.find(wanted);
        try {
            Member made = units.writing("createMember", () -> insert(wanted, found));
            return new Created(made, found.password());
        } catch (RuntimeException refused) {
            people.forget(found);
            throw refused;
        }
    }

    /** In order of creation. */
    public Page<Member> list(PageRequest request) {
        return rows.page(request);
    }

    public Member require(String id) {
        Member row = RandomIds.isWellFormed(id) ? rows.findById(id) : null;
        if (row == null) {
            throw ProblemException.notFound("Invalid member identifier specified");
        }
        return row;
    }

    /** Gives a member another role; its sessions keep to it within a second. */
    public Member update(String id, Role role) {
        lock.take(LOCK);
        Member row = require(id);
        if (role != Role.OWNER) {
            requireAnotherOwner(row);
        }
        row.become(role);
        rows.flush();
        return row;
    }

    /**
     * Removes a member, whose sessions end with the row. A user of the platform's own pool who is a member nowhere any more is
     * removed there too. Begins its transactions itself.
     */
    public void delete(String id) {
        Member gone = units.writing("deleteMember", () -> {
            lock.take(LOCK);
            Member row = require(id);
            requireAnotherOwner(row);
            rows.delete(row);
            rows.flush();
            return row;
        });
        if (gone.subject() != null) {
            people.leave(gone.issuer(), gone.subject());
        }
    }

    /**
     * Ends a member's sessions within a second, as when somebody else has the cookie or was disabled at the issuer. Sessions that
     * the person has in other accounts go on there, and do not come back here.
     */
    public void endSessions(String id) {
        Member row = require(id);
        // Before the sessions, as whoever begins one: so neither misses the other.
        run("update control.members set sessions_since = clock_timestamp() where tenant_id = ?1 and id = ?2", row);
        run("delete from control.browser_sessions where tenant_id = ?1 and member_id = ?2", row);
    }

    private void run(String sql, Member row) {
        rows.getEntityManager()
                .createNativeQuery(sql)
                .setParameter(1, row.tenantId)
                .setParameter(2, row.id())
                .executeUpdate();
    }

    private Member insert(NewMember wanted, People.Found found) {
        Person person = found.person();
        people.requireStaying(found);
        lock.take(LOCK);
        requireRoom(wanted.user());
        if (isMember(person)) {
            throw ProblemException.conflict("This person is a member already");
        }
        var row = new Member(wanted.user(), person, wanted.role());
        rows.persist(row);
        rows.flush();
        return row;
    }

    private boolean isMember(Person person) {
        return person.subject() != null
                ? rows.count("issuer = ?1 and subject = ?2", person.issuer(), person.subject()) > 0
                : rows.count("issuer = ?1 and lower(email) = lower(?2)", person.issuer(), person.email()) > 0;
    }

    private void requireRoom(String name) {
        if (rows.count("name", name) > 0) {
            throw ProblemException.conflict("A member with this name exists already");
        }
        if (rows.count() >= MAX_MEMBERS) {
            throw ProblemException.limitExceeded(
                    "Maximum number of members for this account has been reached: " + MAX_MEMBERS);
        }
    }

    private void requireAnotherOwner(Member row) {
        if (row.role().equals(Role.OWNER.label()) && otherOwners(row) == 0) {
            throw ProblemException.conflict("The last member with the role owner cannot be removed");
        }
    }

    /** Who never came perhaps never will, least of all who is named by an address alone: that one takes nobody's place who did. */
    private long otherOwners(Member row) {
        String others = "role = ?1 and id <> ?2";
        String owner = Role.OWNER.label();
        if (row.wasUsed()) {
            return rows.count(others + " and usedAt is not null and issuer = ?3", owner, row.id(), people.issuer());
        }
        return rows.count(row.subject() == null ? others : others + " and subject is not null", owner, row.id());
    }

    /** A new member; with the one-time password of its user where that was just made. */
    public record Created(Member member, @Nullable String password) {
        @Override
        public String toString() {
            return "Created[member=" + member.id() + ", password=hidden]";
        }
    }

    /** Units of work of the caller's tenant. */
    @Singleton
    static class Units {
        private final CurrentCall current;
        private final TenantTransaction transaction;
        private final AuditedTransaction audited;

        Units(CurrentCall current, TenantTransaction transaction, AuditedTransaction audited) {
            this.current = current;
            this.transaction = transaction;
            this.audited = audited;
        }

        void reading(Runnable work) {
            transaction.run(current.get().principal().tenant(), work);
        }

        <T> T writing(String operation, Callable<T> work) {
            return audited.call(current.get().principal().tenant(), operation, work);
        }
    }

    /** Where persons come from: the user pool, or what is said of them. */
    @Singleton
    static class People {
        private final Issuers issuers;
        private final PoolUsers users;
        private final LeavingUsers leaving;

        People(Issuers issuers, PoolUsers users, LeavingUsers leaving) {
            this.issuers = issuers;
            this.users = users;
            this.leaving = leaving;
        }

        /** By whom people sign in now. */
        String issuer() {
            return issuers.name();
        }

        Found find(NewMember wanted) {
            String issuer = issuer();
            if (issuers.isOwnPool()) {
                PoolUser user = poolUser(wanted);
                return new Found(new Person(issuer, user.subject(), wanted.email()), user.password());
            }
            if (wanted.subject() == null && wanted.email() == null) {
                throw ProblemException.badRequest(
                        "Specify email or subject, by which the provider's tokens name the person");
            }
            return new Found(new Person(issuer, wanted.subject(), wanted.email()), null);
        }

        /** A user who is there is let in by the subject alone, which that person tells: a name anybody can take. */
        private PoolUser poolUser(NewMember wanted) {
            if (wanted.user().equalsIgnoreCase(PoolUsers.FIRST)) {
                throw ProblemException.conflict("The name " + PoolUsers.FIRST + " is reserved. Name another");
            }
            if (!wanted.existing()) {
                if (wanted.subject() != null) {
                    throw ProblemException.badRequest("A subject names an existing user: specify existing too");
                }
                return users.create(wanted.user(), wanted.email());
            }
            if (wanted.subject() == null) {
                throw ProblemException.badRequest(
                        "Specify the subject of the existing user, which the console shows to that person");
            }
            return users.require(wanted.subject());
        }

        /** Takes back a user that was just made. */
        void forget(Found found) {
            String subject = found.person().subject();
            if (found.password() != null && subject != null) {
                users.remove(subject);
            }
        }

        /** Keeps the person's user there. Nobody but this call knows the subject of a user that was just made. */
        void requireStaying(Found found) {
            String subject = found.person().subject();
            if (issuers.isOwnPool() && subject != null && found.password() == null) {
                leaving.requireStaying(subject);
            }
        }

        /** Removes a user of the platform's own pool who is a member nowhere any more. */
        void leave(String issuer, String subject) {
            if (issuers.isOwnPool() && issuer.equals(issuer()) && leaving.leave(subject)) {
                users.remove(subject);
            }
        }

        /** A person, and the one-time password of a user that was just made. */
        record Found(Person person, @Nullable String password) {}
    }
}
