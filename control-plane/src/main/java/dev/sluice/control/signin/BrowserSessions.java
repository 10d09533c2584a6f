package dev.sluice.control.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.control.issuer.IssuerSettings;
import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.members.Actor;
import dev.sluice.control.members.Membership;
import dev.sluice.control.members.Source;
import dev.sluice.control.platform.browsers.BrowserSession;
import dev.sluice.control.platform.browsers.KnownBrowserSessions;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.permissions.Role;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of browsers. An id is known to the browser alone; the database has its SHA-256. What the door asks for
 * is kept for a second, so that a removed member, a lowered role and a suspended account take effect within that; a sign-out
 * at this process at once. Any thread; blocks.
 */
@Singleton
@Startup
class BrowserSessions implements KnownBrowserSessions {
    private static final Duration KEPT = Duration.ofSeconds(1);

    /** A use within a tenth of the idle time of the last one that is noted is not noted: not each call writes. */
    private static final int NOTED_PARTS = 10;

    private static final byte[] NONE = new byte[0];

    private final BrowserSessionTable table;
    private final SessionIds ids;
    private final Installation installation;
    private final Issuers issuers;
    private final Duration length;
    private final Duration idle;
    private final Cache<ByteBuffer, Optional<BrowserSessionRow>> found =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(KEPT).build();

    BrowserSessions(
            BrowserSessionTable table,
            SessionIds ids,
            Installation installation,
            Issuers issuers,
            IssuerSettings settings) {
        this.table = table;
        this.ids = ids;
        this.issuers = issuers;
        this.installation = installation;
        this.length = settings.sessionLength();
        this.idle = settings.idleTime();
        if (length.isNegative() || length.isZero() || idle.isNegative() || idle.isZero()) {
            throw new ConfigurationException(
                    "sluice.sign-in.session-length and sluice.sign-in.idle-time must be longer than nothing");
        }
    }

    @Override
    public @Nullable BrowserSession find(String id) {
        byte[] digest = digest(id);
        if (digest.length == 0) {
            return null;
        }
        Instant now = Instant.now();
        BrowserSessionRow row = found.get(ByteBuffer.wrap(digest), _ -> used(digest, now))
                .filter(session -> isAlive(session, now))
                .orElse(null);
        return row == null ? null : new BrowserSession(principal(row), row.suspended());
    }

    /** The session as it is now; looking at it is no use of it. */
    Optional<BrowserSessionRow> look(String id) {
        byte[] digest = digest(id);
        Instant now = Instant.now();
        return digest.length == 0
                ? Optional.empty()
                : table.find(digest, issuers.name()).filter(row -> isAlive(row, now));
    }

    /**
     * Begins a session with a new id.
     *
     * @param former the id that the browser had, which ends; null when it had none
     */
    Begun begin(Membership membership, @Nullable String former, Source source) {
        return begin(membership, former, null, Instant.now().plus(length), source);
    }

    /** Goes on in another account, with a new id and no more time than before; refused when the former one ended meanwhile. */
    Begun move(Membership membership, String former, BrowserSessionRow row, Source source) {
        return begin(membership, former, row.signedInAt(), row.endsAt(), source);
    }

    void end(String id, BrowserSessionRow row, Source source) {
        byte[] digest = digest(id);
        if (digest.length > 0) {
            table.end(digest, new Actor(row.tenant(), row.member(), row.name()), source);
            found.invalidate(ByteBuffer.wrap(digest));
        }
    }

    /** Until when a session lasts that is not used any more. */
    Instant expiry(BrowserSessionRow row) {
        Instant unused = row.lastUsedAt().plus(idle);
        return unused.isBefore(row.endsAt()) ? unused : row.endsAt();
    }

    Duration idle() {
        return idle;
    }

    /** The member as calls and the audit name it. */
    Principal principal(BrowserSessionRow row) {
        Role role = Role.named(row.role()).orElse(Role.NONE);
        String key = "member/" + row.member();
        var identity = Identity.user(row.tenant().value(), installation.userArn(row.tenant(), row.name()), key);
        return new Principal(row.tenant(), identity, key, CallerPolicies.of(role.policy()), List.of());
    }

    private Begun begin(
            Membership membership,
            @Nullable String former,
            @Nullable Instant signedInAt,
            Instant endsAt,
            Source source) {
        Instant now = Instant.now();
        String id = ids.next();
        byte[] ended = former == null ? NONE : digest(former);
        table.begin(new NewBrowserSession(membership.actor(), digest(id), ended, signedInAt, now, endsAt), source);
        found.invalidate(ByteBuffer.wrap(ended));
        return new Begun(id, Math.max(1, Duration.between(now, endsAt).toSeconds()));
    }

    private Optional<BrowserSessionRow> used(byte[] digest, Instant now) {
        Optional<BrowserSessionRow> row = table.find(digest, issuers.name());
        if (row.isPresent()
                && isAlive(row.get(), now)
                && row.get().lastUsedAt().plus(idle.dividedBy(NOTED_PARTS)).isBefore(now)) {
            table.use(digest, now);
        }
        return row;
    }

    private boolean isAlive(BrowserSessionRow row, Instant now) {
        return now.isBefore(expiry(row));
    }

    /** Empty for what is no id of ours, for which nobody looks. */
    private byte[] digest(String id) {
        if (!ids.isOurs(id)) {
            return NONE;
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /**
     * A new session.
     *
     * @param id for the cookie alone
     */
    record Begun(String id, long seconds) {
        @Override
        public String toString() {
            return "Begun[id=hidden, seconds=" + seconds + "]";
        }
    }
}
