package dev.sluice.authorizer.pools.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * RSA keys of 2048 bits, one for ID tokens and one for access tokens in each pool; private halves are sealed. Rotation
 * makes a new pair of keys at once and keeps publishing the old ones for as long as a token of theirs can be valid. Any
 * thread; blocks.
 */
@Singleton
public final class SigningKeys {
    /** No token outlives its key's retirement by more: 24 hours is the longest validity. */
    static final Duration PUBLISHED_AFTER_RETIREMENT = Duration.ofHours(25);

    private static final int BITS = 2048;
    private static final Duration KEPT_OPEN = Duration.ofMinutes(10);

    private final Sealing sealing;
    private final RandomTexts random;
    private final Clock clock;
    private final Cache<String, PrivateKey> opened =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KEPT_OPEN).build();

    SigningKeys(Sealing sealing, RandomTexts random, Clock clock) {
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /** Keys that no pool has yet: made before the transaction that stores them, since it takes long. */
    public static final class Fresh {
        private final Map<KeyUse, KeyPair> pairs = new EnumMap<>(KeyUse.class);

        private Fresh() {
            for (KeyUse use : KeyUse.values()) {
                pairs.put(use, generate());
            }
        }
    }

    /** Makes keys for every use. */
    public Fresh prepare() {
        return new Fresh();
    }

    /** Gives a new pool its keys. */
    public void create(Rows rows, String poolId, Fresh fresh) {
        fresh.pairs.forEach((use, pair) -> insert(rows, poolId, use, pair));
    }

    /** Puts new keys in place of those that sign, and forgets those that nobody needs any more. */
    public void rotate(Rows rows, String poolId, Fresh fresh) {
        Instant now = clock.instant();
        rows.write(
                "delete from identity.user_pool_keys where tenant_id = :tenant and pool_id = ? and retired_at < ?",
                poolId,
                now.minus(PUBLISHED_AFTER_RETIREMENT));
        rows.write(
                "update identity.user_pool_keys set retired_at = ?"
                        + " where tenant_id = :tenant and pool_id = ? and retired_at is null",
                now,
                poolId);
        create(rows, poolId, fresh);
    }

    /** The key that signs for this use. */
    public SigningKey current(Rows rows, String poolId, KeyUse use) {
        var id = rows.first(
                "select id from identity.user_pool_keys where tenant_id = :tenant and pool_id = ? and key_use = ?"
                        + " and retired_at is null",
                row -> row.getString("id"),
                poolId,
                use.name());
        if (id == null) {
            throw new IllegalStateException("Pool " + poolId + " has no key for " + use);
        }
        PrivateKey key = opened.get(rows.tenant() + "/" + poolId + "/" + id, _ -> open(rows, poolId, id));
        return new SigningKey(id, key);
    }

    /** Every key that a valid token may be signed with, the oldest first. */
    public List<PublishedKey> published(Rows rows, String poolId) {
        return rows.list(
                "select id, key_use, public_key from identity.user_pool_keys where tenant_id = :tenant and pool_id = ?"
                        + " and (retired_at is null or retired_at >= ?) order by created_at, key_use desc",
                SigningKeys::read,
                poolId,
                clock.instant().minus(PUBLISHED_AFTER_RETIREMENT));
    }

    private void insert(Rows rows, String poolId, KeyUse use, KeyPair pair) {
        // 32 random bytes in base 64, as the protocol's own key ids.
        var id = Base64.getEncoder().encodeToString(random.bytes(32));
        rows.write(
                "insert into identity.user_pool_keys (tenant_id, pool_id, id, key_use, public_key, private_key, created_at)"
                        + " values (:tenant, ?, ?, ?, ?, ?, ?)",
                poolId,
                id,
                use.name(),
                pair.getPublic().getEncoded(),
                sealing.seal(
                        rows.tenant(), purpose(poolId, id), pair.getPrivate().getEncoded()),
                clock.instant());
    }

    private PrivateKey open(Rows rows, String poolId, String id) {
        byte[] sealed = rows.first(
                "select private_key from identity.user_pool_keys where tenant_id = :tenant and pool_id = ? and id = ?",
                row -> row.getBytes(1),
                poolId,
                id);
        if (sealed == null) {
            throw new IllegalStateException("The signing key " + id + " is gone");
        }
        try {
            byte[] encoded = sealing.open(rows.tenant(), purpose(poolId, id), sealed);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("The signing key " + id + " is damaged", damaged);
        }
    }

    private static String purpose(String poolId, String id) {
        return "signing-key/" + poolId + "/" + id;
    }

    private static PublishedKey read(ResultSet row) throws SQLException {
        try {
            var spec = new X509EncodedKeySpec(row.getBytes("public_key"));
            var key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
            return new PublishedKey(row.getString("id"), KeyUse.valueOf(row.getString("key_use")), key);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("A public key is damaged", damaged);
        }
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK makes RSA keys", impossible);
        }
    }
}
