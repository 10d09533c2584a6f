package dev.sluice.authorizer.pools.message;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.User;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Confirmation codes of six digits: one for each user and purpose, five tries, one use. A try counts before the code is
 * compared, in a transaction of its own, so that neither a failure nor many tries at once give one for nothing; it counts
 * for names that nobody has, too. Any thread; blocks.
 */
@Singleton
public final class Codes {
    private static final int TRIES = 5;
    /** No code holds longer, so what is forgotten then gives none of its tries back. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final UUID NOBODY = new UUID(0, 0);

    private final PoolDatabase database;
    private final Sealing sealing;
    private final RandomTexts random;
    private final Outbox outbox;
    private final Clock clock;

    Codes(PoolDatabase database, Sealing sealing, RandomTexts random, Outbox outbox, Clock clock) {
        this.database = database;
        this.sealing = sealing;
        this.random = random;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Makes a code in place of a former one, and has it sent. */
    public void send(Rows rows, UserPool pool, User user, Purpose purpose, Delivery to) {
        String code = random.code();
        rows.write(
                "insert into identity.user_codes (tenant_id, pool_id, sub, purpose, code, expires_at)"
                        + " values (:tenant, ?, ?, ?, ?, ?) on conflict (tenant_id, pool_id, sub, purpose)"
                        + " do update set code = excluded.code, expires_at = excluded.expires_at",
                pool.id(),
                user.sub(),
                purpose.name(),
                sealing.seal(rows.tenant(), sealPurpose(user.sub(), purpose), code),
                clock.instant().plus(purpose.validity()));
        seemToSend(rows, pool, holder(user), purpose);
        outbox.add(
                rows,
                pool.id(),
                user.username(),
                purpose,
                to,
                new Outbox.Text(
                        pool.settings().codeSubject(),
                        pool.settings().codeText().replace("{####}", code),
                        code));
    }

    /** What a new code does to tries: nobody can tell from them whether one was made. */
    public void seemToSend(Rows rows, UserPool pool, String holder, Purpose purpose) {
        rows.write(
                "delete from identity.user_code_tries where tenant_id = :tenant and pool_id = ? and digest = ?",
                pool.id(),
                digest(holder, purpose));
    }

    /** Whom tries and messages are counted for: the user, whatever it is called by, or a name that nobody has. */
    public static String holder(UserPool pool, @Nullable User user, String name) {
        return user == null ? pool.fold(name) : holder(user);
    }

    private static String holder(User user) {
        return user.sub().toString();
    }

    /**
     * Whose code a call gives.
     *
     * @param user null when no code is to be known
     * @param hidden whether a wrong code is to look the same where there is no user, or no code
     */
    public record Claim(
            Purpose purpose, String holder, @Nullable User user, boolean hidden) {
        /** Of a user who is known to the caller. */
        public static Claim of(User user, Purpose purpose) {
            return new Claim(purpose, Codes.holder(user), user, false);
        }
    }

    /**
     * Refuses a code that is not the user's, has ended, or was guessed at too often. Where users are hidden, only who knows
     * the code is told that it has ended; whatever else fails is a mismatch.
     */
    public void check(UserPool pool, Claim claim, String given) {
        Tried tried = database.call(pool.tenant(), rows -> {
            int tries = count(rows, pool, digest(claim.holder(), claim.purpose()));
            return new Tried(tries, stored(rows, pool, claim));
        });
        if (tried.tries > TRIES) {
            throw Refused.limitExceeded();
        }
        Stored stored = tried.stored;
        boolean isRight = stored != null && Digests.same(stored.code, given);
        if (stored == null || stored.expires.isBefore(clock.instant())) {
            throw isRight || !claim.hidden() ? expired() : mismatch();
        }
        if (!isRight) {
            throw mismatch();
        }
    }

    /** Gives back the try of a code that passed and could not be used: nobody guessed. */
    public void giveBack(Rows rows, UserPool pool, Claim claim) {
        rows.write(
                "update identity.user_code_tries set tries = greatest(tries - 1, 0)"
                        + " where tenant_id = :tenant and pool_id = ? and digest = ?",
                pool.id(),
                digest(claim.holder(), claim.purpose()));
    }

    private int count(Rows rows, UserPool pool, byte[] digest) {
        Instant now = clock.instant();
        rows.prune("identity.user_code_tries", "pool_id = ? and last_at < ?", pool.id(), now.minus(FORGOTTEN));
        return rows.find(
                        "insert into identity.user_code_tries as t (tenant_id, pool_id, digest, tries, last_at)"
                                + " values (:tenant, ?, ?, 1, ?) on conflict (tenant_id, pool_id, digest)"
                                + " do update set tries = least(t.tries, 1000) + 1, last_at = excluded.last_at"
                                + " returning tries",
                        row -> row.getInt(1),
                        pool.id(),
                        digest,
                        now)
                .orElseThrow();
    }

    /** The same question where there is no user, for the same time. */
    private @Nullable Stored stored(Rows rows, UserPool pool, Claim claim) {
        UUID sub = claim.user() == null ? NOBODY : claim.user().sub();
        return rows.first(
                "select code, expires_at from identity.user_codes"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ? and purpose = ?",
                row -> new Stored(
                        sealing.openText(rows.tenant(), sealPurpose(sub, claim.purpose()), row.getBytes("code")),
                        Rows.time(row, "expires_at")),
                pool.id(),
                sub,
                claim.purpose().name());
    }

    /** Spends the code that was checked, which stays as one that has ended; refused when another call spent it meanwhile. */
    public void spend(Rows rows, UserPool pool, User user, Purpose purpose) {
        int spent = rows.write(
                "update identity.user_codes set expires_at = 'epoch'"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ? and purpose = ? and expires_at > 'epoch'",
                pool.id(),
                user.sub(),
                purpose.name());
        if (spent == 0) {
            throw expired();
        }
    }

    private static Refused mismatch() {
        return Refused.of("CodeMismatchException", "Invalid verification code provided, please try again.");
    }

    /** What is said to who knows a code of no use any more. */
    public static Refused expired() {
        return Refused.of("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    private static byte[] digest(String holder, Purpose purpose) {
        return Digests.sha256("code/" + purpose + "/" + holder);
    }

    private static String sealPurpose(UUID sub, Purpose purpose) {
        return "code/" + purpose + "/" + sub;
    }

    private record Tried(int tries, @Nullable Stored stored) {}

    private record Stored(String code, Instant expires) {
        @Override
        public String toString() {
            return "Stored[hidden]";
        }
    }
}
