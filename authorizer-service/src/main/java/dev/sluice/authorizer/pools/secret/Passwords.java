package dev.sluice.authorizer.pools.secret;

import dev.sluice.authorizer.pools.protocol.Refused;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes, one lane, kept as a PHC string that names its own parameters. At most as
 * many run at once as there are processors; who has to wait too long is refused. Any thread; blocks.
 */
@Singleton
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final long PATIENCE_SECONDS = 5;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([\\w+/]+)\\$([\\w+/]+)");

    private final RandomTexts random;
    private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final String nobodys;

    Passwords(RandomTexts random) {
        this.random = random;
        // No password has this hash: it is as random as one, and was made without the work.
        this.nobodys = phc(random.bytes(SALT_BYTES), random.bytes(HASH_BYTES));
    }

    /** The hash to keep. */
    public String hash(String password) {
        byte[] salt = random.bytes(SALT_BYTES);
        return phc(salt, argon2(password, salt, MEMORY_KIB, PASSES, 1, HASH_BYTES));
    }

    private static String phc(byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    /** Whether this is the password of the hash. Without a hash it is nobody's, which takes as long to say. */
    public boolean matches(String password, @Nullable String kept) {
        var phc = PHC.matcher(kept == null ? nobodys : kept);
        if (!phc.matches()) {
            throw new IllegalStateException("A password hash is damaged");
        }
        var base64 = Base64.getDecoder();
        byte[] expected = base64.decode(phc.group(5));
        byte[] given = argon2(
                password,
                base64.decode(phc.group(4)),
                Integer.parseInt(phc.group(1)),
                Integer.parseInt(phc.group(2)),
                Integer.parseInt(phc.group(3)),
                expected.length);
        return MessageDigest.isEqual(expected, given) && kept != null;
    }

    private byte[] argon2(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        acquire();
        try {
            generator.generateBytes(Digests.bytes(password), hash);
        } finally {
            running.release();
        }
        return hash;
    }

    private void acquire() {
        try {
            if (!running.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Refused.tooManyRequests();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Refused.tooManyRequests();
        }
    }
}
