package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.SrpGroup;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What is told of users that are not there: the same at each call, as it would be of one that is, and under a key of the
 * pool, so that no caller can compute it. Any thread; blocks.
 */
@Singleton
public final class Decoys {
    private static final int SALT_BYTES = 16;
    /** As long as the group's prime. */
    private static final int VERIFIER_BYTES = 384;

    private final Pools pools;

    Decoys(Pools pools) {
        this.pools = pools;
    }

    /** The name that a user would have who signs in by this one. */
    public String username(Rows rows, UserPool pool, String name) {
        if (!pool.settings().hasUsernameAttributes()) {
            return name;
        }
        var bytes = ByteBuffer.wrap(digest(rows, pool, "username", name));
        long high = (bytes.getLong() & ~0xF000L) | 0x4000L;
        long low = (bytes.getLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low).toString();
    }

    /** The salt and a verifier that no password has. */
    public SrpRecord srp(Rows rows, UserPool pool, String name) {
        byte[] key = pools.decoyKey(rows, pool);
        byte[] salt = Arrays.copyOf(digest(key, pool, "salt", name), SALT_BYTES);
        var number = ByteBuffer.allocate(VERIFIER_BYTES);
        for (int block = 0; number.hasRemaining(); block++) {
            number.put(digest(key, pool, "verifier/" + block, name));
        }
        return new SrpRecord(HexFormat.of().formatHex(salt), new BigInteger(1, number.array()).mod(SrpGroup.N));
    }

    /** The address that a message to the user would go to: the name itself where it is one. */
    public String address(Rows rows, UserPool pool, String name) {
        if (UserAttributes.isEmail(name) || UserAttributes.isPhone(name)) {
            return name;
        }
        byte[] digest = digest(rows, pool, "address", name);
        return letter(digest[0]) + "@" + letter(digest[1]);
    }

    private static String letter(byte seed) {
        return String.valueOf((char) ('a' + (seed & 0xff) % 26));
    }

    private byte[] digest(Rows rows, UserPool pool, String what, String name) {
        return digest(pools.decoyKey(rows, pool), pool, what, name);
    }

    private static byte[] digest(byte[] key, UserPool pool, String what, String name) {
        return Digests.hmac(key, Digests.bytes(what + "/" + pool.fold(name)));
    }
}
