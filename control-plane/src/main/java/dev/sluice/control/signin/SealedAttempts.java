package dev.sluice.control.signin;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.control.platform.browsers.Cookies;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that binds a sign-in to the browser that began it, sealed under a key of the hour: strangers begin as many as they
 * like, and random nonces of one key run out. Blocks.
 */
@Singleton
class SealedAttempts {
    static final String COOKIE = "__Host-sluice-sign-in";

    private static final String PURPOSE = "sign-in attempt";
    private static final byte[] CONTEXT = PURPOSE.getBytes(StandardCharsets.US_ASCII);
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();
    private static final int MOST_CHARACTERS = 4_096;

    private final TenantKeys keys;

    SealedAttempts(TenantKeys keys) {
        this.keys = keys;
    }

    /** The line that gives it to the browser. */
    String cookie(Attempt attempt) {
        return Cookies.line(COOKIE, seal(attempt, Instant.now()), Attempt.PATIENCE.toSeconds());
    }

    String seal(Attempt attempt, Instant now) {
        byte[] sealed = envelope(now).seal(attempt.bytes(), CONTEXT);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The line that takes it back. */
    static String end() {
        return Cookies.line(COOKIE, "", 0);
    }

    /** What the browser began; null when it has nothing, two of it, or what is not ours. */
    @Nullable
    Attempt of(HttpServerRequest request) {
        List<String> values = Cookies.values(request, COOKIE);
        return values.size() == 1 ? open(values.getFirst(), Instant.now()) : null;
    }

    @Nullable
    Attempt open(String value, Instant now) {
        if (value.length() > MOST_CHARACTERS) {
            return null;
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(value);
            return Attempt.read(envelope(now).open(sealed, CONTEXT));
        } catch (IllegalArgumentException | EnvelopeRefused _) {
            return null;
        }
    }

    /** Seals under the key of the hour, and opens what the hour before sealed too. */
    private Envelope envelope(Instant now) {
        long hour = now.getEpochSecond() / HOUR_SECONDS;
        return new Envelope(KeyFile.of(List.of(key(hour), key(hour - 1))));
    }

    private KeyEntry key(long hour) {
        return new KeyEntry(hour, keys.derived(TenantId.OPERATOR, PURPOSE + "/" + hour));
    }
}
