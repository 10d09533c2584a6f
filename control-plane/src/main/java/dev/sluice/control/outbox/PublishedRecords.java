package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.StageKey;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** What was last published, read in the tenant's transaction. */
@Singleton
public class PublishedRecords {
    private static final String FIND = """
            select revision, published_at from control.records
            where tenant_id = ? and topic = ? and key = ? and not deleted
            """;

    private final EntityManager entities;
    private final Topics topics;

    PublishedRecords(EntityManager entities, Topics topics) {
        this.entities = entities;
        this.topics = topics;
    }

    /** The stage's last publication; none when it was never deployed or is deleted. */
    public Optional<Publication> find(StageKey stage) {
        return entities.unwrap(Session.class).doReturningWork(connection -> find(connection, stage));
    }

    private Optional<Publication> find(Connection connection, StageKey stage) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, stage.tenant());
            statement.setString(2, topics.stages());
            statement.setString(3, stage.text());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Publication(
                                rows.getLong(1), rows.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** A revision and when it was written. */
    public record Publication(long revision, Instant committedAt) {}
}
