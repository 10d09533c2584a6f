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
    private @Nullable Known known;

    IssuerKeys(IssuerCalls calls) {
        this.calls = calls;
    }

    /**
     * The keys.
     *
     * @param keyId that a token names; null when it names none
     */
    synchronized JWKSet get(URI address, @Nullable String keyId) {
        Known last = known != null && known.address.equals(address) ? known : null;
        if (last == null) {
            return read(address);
        }
        long age = System.nanoTime() - last.nanos;
        boolean isUnknown = keyId != null && last.keys.getKeyByKeyId(keyId) == null;
        if (age < FRESH_NANOS && !(isUnknown && age > PAUSE_NANOS)) {
            return last.keys;
        }
        try {
            return read(address);
        } catch (IssuerAway _) {
            return last.keys;
        }
    }

    private JWKSet read(URI address) {
        try {
            var keys = JWKSet.parse(new String(calls.document(address), StandardCharsets.UTF_8));
            known = new Known(address, keys, System.nanoTime());
            return keys;
        } catch (ParseException malformed) {
            throw new IssuerAway("the issuer's key set is malformed");
        }
    }

    /** A key set, where it was read, and when. */
    private record Known(URI address, JWKSet keys, long nanos) {}
}
