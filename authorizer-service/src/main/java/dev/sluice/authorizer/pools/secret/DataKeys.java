package dev.sluice.authorizer.pools.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.Sql;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * A data key for each tenant that has pools, which the cell key wraps: so that a new cell key wraps some keys anew at the
 * next start, and nothing else changes. Read on connections of their own, since sealing happens within transactions. Any
 * thread; blocks.
 */
@Singleton
final class DataKeys {
    private static final Logger LOG = Logger.getLogger(DataKeys.class);
    private static final int KEY_BYTES = 32;
    private static final long ONLY_KEY = 1;

    private final Envelope cell;
    private final Database database;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Envelope> opened =
            Caffeine.newBuilder().maximumSize(10_000).build();

    DataKeys(Envelope cell, Database database) {
        this.cell = cell;
        this.database = database;
    }

    /** What seals for this tenant. */
    Envelope envelope(String tenant) {
        return opened.get(
                tenant,
                missing -> new Envelope(KeyFile.of(List.of(new KeyEntry(ONLY_KEY, open(missing, kept(missing)))))));
    }

    /** Ends the start when the cell key does not fit; wraps anew what an older one wrapped. */
    void rewrap(@Observes StartupEvent start) {
        int count = database.callForAll(connection -> {
            int renewed = 0;
            for (Wrapped key : all(connection)) {
                byte[] plain = open(key.tenant, key.wrapped);
                if (ByteBuffer.wrap(key.wrapped).getLong() != cell.newestId()) {
                    Sql.update(
                            connection,
                            "update identity.user_pool_data_keys set data_key = ? where tenant_id = ?",
                            cell.seal(plain, data(key.tenant)),
                            key.tenant);
                    renewed++;
                }
            }
            return renewed;
        });
        if (count > 0) {
            LOG.infof("data keys wrapped under the newest cell key count=%d", count);
        }
    }

    private byte[] kept(String tenant) {
        return database.callForAll(connection -> {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            Sql.update(
                    connection,
                    "insert into identity.user_pool_data_keys (tenant_id, data_key) values (?, ?) on conflict do nothing",
                    tenant,
                    cell.seal(fresh, data(tenant)));
            return Sql.find(
                            connection,
                            "select tenant_id, data_key from identity.user_pool_data_keys where tenant_id = ?",
                            row -> new Wrapped(row.getString(1), row.getBytes(2)),
                            tenant)
                    .orElseThrow()
                    .wrapped;
        });
    }

    private byte[] open(String tenant, byte[] wrapped) {
        try {
            return cell.open(wrapped, data(tenant));
        } catch (EnvelopeRefused refused) {
            throw new IllegalStateException(
                    "The cell key does not open the data key of tenant " + tenant
                            + ": the key file belongs to another installation, or a key was removed from it too early",
                    refused);
        }
    }

    private static List<Wrapped> all(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "select tenant_id, data_key from identity.user_pool_data_keys for update",
                row -> new Wrapped(row.getString(1), row.getBytes(2)));
    }

    private static byte[] data(String tenant) {
        return Digests.bytes("identity-data-key/" + tenant);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Wrapped(String tenant, byte[] wrapped) {}
}
