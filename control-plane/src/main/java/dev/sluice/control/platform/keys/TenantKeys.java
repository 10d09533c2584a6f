package dev.sluice.control.platform.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Seals tenants' secrets, each tenant's with its own data key, which the master key seals in turn. Any thread. */
@Singleton
public class TenantKeys {
    private static final int KEY_BYTES = 32;
    private static final long FIRST_KEY = 1;

    private final MasterKey master;
    private final DataKeyTable table;
    private final SecureRandom random = new SecureRandom();
    private final Cache<TenantId, byte[]> opened =
            Caffeine.newBuilder().maximumSize(10_000).build();

    TenantKeys(MasterKey master, DataKeyTable table) {
        this.master = master;
        this.table = table;
    }

    /** Makes the data key of a new tenant, as part of the transaction on this connection. */
    public void create(Connection connection, TenantId tenant) throws SQLException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        DataKeyTable.insert(connection, tenant, master.seal(tenant, key));
        // The rest of the transaction needs it; if that rolls back, the id is never used again.
        opened.put(tenant, key);
    }

    /** Seals a secret for a purpose; only the same tenant and purpose open it. */
    public byte[] seal(TenantId tenant, String purpose, byte[] secret) {
        return envelope(key(tenant)).seal(secret, bytes(purpose));
    }

    /** Opens what was sealed for this tenant and purpose. */
    public byte[] open(TenantId tenant, String purpose, byte[] sealed) {
        try {
            return envelope(key(tenant)).open(sealed, bytes(purpose));
        } catch (EnvelopeRefused refused) {
            throw new IllegalStateException("A secret of tenant " + tenant + " does not open", refused);
        }
    }

    /** HMAC-SHA-256 under a key of the tenant that is derived for this purpose alone. */
    public byte[] hmac(TenantId tenant, String purpose, byte[] content) {
        return hmac(derived(tenant, purpose), content);
    }

    /** A key of the tenant for this purpose alone, of 32 bytes; tells nothing about the tenant's other keys. */
    public byte[] derived(TenantId tenant, String purpose) {
        return hmac(key(tenant), bytes(purpose));
    }

    private byte[] key(TenantId tenant) {
        return opened.get(tenant, missing -> master.open(missing, sealed(missing)));
    }

    /** Read outside the transaction that may run: the table is read as another user, on a connection of its own. */
    private byte[] sealed(TenantId tenant) {
        return QuarkusTransaction.suspendingExisting().call(() -> table.find(tenant));
    }

    private static Envelope envelope(byte[] key) {
        return new Envelope(KeyFile.of(List.of(new KeyEntry(FIRST_KEY, key))));
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
