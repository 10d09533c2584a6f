package dev.sluice.control.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.issuer.calls.IssuerCalls;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The key set of the issuer: read anew after five minutes, and for an unknown key id at most once in 30 seconds; the last good
 * one is used while the issuer is away (security-requirements 39). Any thread; blocks.
 */
@Singleton
class IssuerKeys {
    private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();
    private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

    private final IssuerCalls calls;
    private final LastGood<URI, JWKSet> sets = new LastGood<>(System::nanoTime);

    IssuerKeys(IssuerCalls calls) {
        this.calls = calls;
    }

    /**
     * The keys.
     *
     * @param keyId that a token names; null when it names none
     */
    JWKSet get(URI address, @Nullable String keyId) {
        return sets.get(
                address,
                (keys, age) -> {
                    boolean isUnknown = keyId != null && keys.getKeyByKeyId(keyId) == null;
                    return age < FRESH_NANOS && !(isUnknown && age > PAUSE_NANOS);
                },
                () -> read(address));
    }

    private JWKSet read(URI address) {
        try {
            return JWKSet.parse(new String(calls.document(address), StandardCharsets.UTF_8));
        } catch (ParseException malformed) {
            throw new IssuerAway("the issuer's key set is malformed");
        }
    }
}
