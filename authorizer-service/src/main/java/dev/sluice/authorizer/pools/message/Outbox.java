package dev.sluice.authorizer.pools.message;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.Sealing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The messages that users must get. A row is written in the transaction that makes its code; who sends, or the tenant's
 * own sender by the platform API, reads it and marks it. Texts are sealed and go when their code has ended. Any thread;
 * blocks.
 */
@Singleton
public final class Outbox {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Sealing sealing;
    private final Clock clock;

    Outbox(Sealing sealing, Clock clock) {
        this.sealing = sealing;
        this.clock = clock;
    }

    /** A text to a user. */
    public record Text(String subject, String body, String code) {
        @Override
        public String toString() {
            return "Text[hidden]";
        }
    }

    /** A message as it stands in the outbox. */
    public record Message(
            long id,
            String username,
            Purpose purpose,
            String medium,
            String destination,
            Text text,
            Instant created,
            Instant expires) {}

    /** Adds a message. */
    public void add(Rows rows, String poolId, String username, Purpose purpose, Delivery to, Text text) {
        Instant now = clock.instant();
        rows.prune("identity.user_messages", "pool_id = ? and expires_at < ?", poolId, now.minus(KEPT));
        rows.write(
                "insert into identity.user_messages (tenant_id, pool_id, username, purpose, medium, destination, content,"
                        + " created_at, expires_at) values (:tenant, ?, ?, ?, ?, ?, ?, ?, ?)",
                poolId,
                username,
                purpose.name(),
                to.medium(),
                to.destination(),
                sealing.seal(rows.tenant(), sealPurpose(poolId), WireJson.text(text)),
                now,
                now.plus(purpose.validity()));
    }

    /** Messages that nobody sent and whose codes still hold, by id after a place in that order. */
    public List<Message> unsent(Rows rows, String poolId, long after, int most) {
        return rows.list(
                "select id, username, purpose, medium, destination, content, created_at, expires_at"
                        + " from identity.user_messages where tenant_id = :tenant and pool_id = ? and id > ?"
                        + " and sent_at is null and expires_at > ? order by id limit ?",
                row -> read(rows.tenant(), poolId, row),
                poolId,
                after,
                clock.instant(),
                most);
    }

    /** Marks a message as sent; false when there is none that waits. */
    public boolean markSent(Rows rows, String poolId, long id) {
        return rows.write(
                        "update identity.user_messages set sent_at = ? where tenant_id = :tenant and pool_id = ?"
                                + " and id = ? and sent_at is null",
                        clock.instant(),
                        poolId,
                        id)
                == 1;
    }

    private Message read(String tenant, String poolId, ResultSet row) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getString("username"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("medium"),
                row.getString("destination"),
                WireJson.read(sealing.openText(tenant, sealPurpose(poolId), row.getBytes("content")), Text.class),
                Rows.time(row, "created_at"),
                Rows.time(row, "expires_at"));
    }

    private static String sealPurpose(String poolId) {
        return "message/" + poolId;
    }
}
