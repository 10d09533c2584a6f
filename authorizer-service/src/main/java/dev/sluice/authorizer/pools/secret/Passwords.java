package dev.sluice.authorizer.pools.secret;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.turns.Turns;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes, one lane, kept as a PHC string that names its own parameters. At most as
 * many run at once as there are processors, in turns of the tenants that wait; who has to wait too long is refused, and a
 * tenant with too many that wait. Any thread; blocks.
 */
@Singleton
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Executor HASHING =
            work -> Thread.ofPlatform().name("password-hash").daemon().start(work);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 128;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([\\w+/]+)\\$([\\w+/]+)");

    private final RandomTexts random;
    private final Turns turns;
    private final Supplier<Argon2BytesGenerator> generators;
    private final String nobodys;

    @Inject
    Passwords(RandomTexts random) {
        this(random, turns(Runtime.getRuntime().availableProcessors()));
    }

    Passwords(RandomTexts random, Turns turns) {
        this(random, turns, Argon2BytesGenerator::new);
    }

    Passwords(RandomTexts random, Turns turns, Supplier<Argon2BytesGenerator> generators) {
        this.random = random;
        this.turns = turns;
        this.generators = generators;
        // No password has this hash: it is as random as one, and was made without the work.
        this.nobodys = phc(random.bytes(SALT_BYTES), random.bytes(HASH_BYTES));
    }

    /** A hash ends soon, so no processor is kept idle for tenants that do not ask. */
    static Turns turns(int processors) {
        return new Turns(processors, processors, MOST_WAITING, PATIENCE);
    }

    /** The hash to keep, in a turn of the tenant's. */
    public String hash(TenantId tenant, String password) {
        byte[] salt = random.bytes(SALT_BYTES);
        return phc(salt, argon2(tenant, password, parameters(salt, MEMORY_KIB, PASSES, 1), HASH_BYTES));
    }

    private static String phc(byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    /** Whether this is the password of the hash. Without a hash it is nobody's, which takes as long to say. */
    public boolean matches(TenantId tenant, String password, @Nullable String kept) {
        var phc = PHC.matcher(kept == null ? nobodys : kept);
        if (!phc.matches()) {
            throw new IllegalStateException("A password hash is damaged");
        }
        var base64 = Base64.getDecoder();
        byte[] expected = base64.decode(phc.group(5));
        Argon2Parameters parameters = parameters(
                base64.decode(phc.group(4)),
                Integer.parseInt(phc.group(1)),
                Integer.parseInt(phc.group(2)),
                Integer.parseInt(phc.group(3)));
        byte[] given = argon2(tenant, password, parameters, expected.length);
        return MessageDigest.isEqual(expected, given) && kept != null;
    }

    private static Argon2Parameters parameters(byte[] salt, int memory, int passes, int lanes) {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
    }

    private byte[] argon2(TenantId tenant, String password, Argon2Parameters parameters, int length) {
        if (!turns.begin(tenant)) {
            throw Refused.tooManyRequests();
        }
        try {
            // Virtual threads share as many threads as there are processors, and other calls need them meanwhile.
            return CompletableFuture.supplyAsync(() -> generate(password, parameters, length), HASHING)
                    .join();
        } finally {
            turns.end(tenant);
        }
    }

    /** Takes the memory, which those who wait must not hold. */
    private byte[] generate(String password, Argon2Parameters parameters, int length) {
        byte[] hash = new byte[length];
        var generator = generators.get();
        generator.init(parameters);
        generator.generateBytes(Digests.bytes(password), hash);
        return hash;
    }
}
