package dev.sluice.authorizer.pools.message;

import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.user.User;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Confirmation codes of six digits: one for each user and purpose, five tries, one use. A try counts before the code is
 * compared, in a transaction of its own, so that neither a failure nor many tries at once give one for nothing. Any
 * thread; blocks.
 */
@Singleton
public final class Codes {
    private static final int TRIES = 5;

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
                "insert into identity.user_codes (tenant_id, pool_id, sub, purpose, code, attempts, expires_at)"
                        + " values (:tenant, ?, ?, ?, ?, 0, ?) on conflict (tenant_id, pool_id, sub, purpose)"
                        + " do update set code = excluded.code, attempts = 0, expires_at = excluded.expires_at",
                pool.id(),
                user.sub(),
                purpose.name(),
                sealing.seal(rows.tenant(), sealPurpose(user.sub(), purpose), code),
                clock.instant().plus(purpose.validity()));
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

    /** Refuses a code that is not the user's, has ended, or was guessed at too often. */
    public void check(UserPool pool, User user, Purpose purpose, String given) {
        Optional<Stored> stored = database.call(
                pool.tenant(),
                rows -> Optional.ofNullable(rows.first(
                        "update identity.user_codes set attempts = attempts + 1"
                                + " where tenant_id = :tenant and pool_id = ? and sub = ? and purpose = ?"
                                + " returning code, attempts, expires_at",
                        row -> new Stored(
                                sealing.openText(rows.tenant(), sealPurpose(user.sub(), purpose), row.getBytes("code")),
                                row.getInt("attempts"),
                                Rows.time(row, "expires_at")),
                        pool.id(),
                        user.sub(),
                        purpose.name())));
        if (stored.isEmpty() || stored.get().expires.isBefore(clock.instant())) {
            throw expired();
        }
        if (stored.get().attempts > TRIES) {
            throw Refused.limitExceeded();
        }
        if (!Digests.same(stored.get().code, given)) {
            throw mismatch();
        }
    }

    /** Spends the code that was checked; refused when another call spent it meanwhile. */
    public void spend(Rows rows, UserPool pool, User user, Purpose purpose) {
        int spent = rows.write(
                "delete from identity.user_codes where tenant_id = :tenant and pool_id = ? and sub = ? and purpose = ?",
                pool.id(),
                user.sub(),
                purpose.name());
        if (spent == 0) {
            throw expired();
        }
    }

    /** What is said of a wrong code, and of any code where there is no such user. */
    public static Refused mismatch() {
        return Refused.of("CodeMismatchException", "Invalid verification code provided, please try again.");
    }

    private static Refused expired() {
        return Refused.of("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    private static String sealPurpose(UUID sub, Purpose purpose) {
        return "code/" + purpose + "/" + sub;
    }

    private record Stored(String code, int attempts, Instant expires) {
        @Override
        public String toString() {
            return "Stored[hidden]";
        }
    }
}
