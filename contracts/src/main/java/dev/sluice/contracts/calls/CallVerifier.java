package dev.sluice.contracts.calls;

import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Lets each internal call pass once: signed under one of the cell keys for this method and path, of this minute, and not
 * seen before. Knows a call before its body was read; the caller compares the body. Any thread may use it.
 */
public final class CallVerifier {
    /** How far the clocks of caller and receiver may be apart, the call's way included. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /** More calls than that within the window are refused: a forgotten call could be repeated. */
    private static final int MAX_REMEMBERED = 100_000;

    private final Map<Long, SecretKey> keys = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private long forgottenMillis;

    public CallVerifier(KeyFile cell) {
        for (KeyEntry key : cell.keys()) {
            keys.put(key.id(), CallHeader.keyOf(key));
        }
    }

    /** The call; refused when it is unsigned, altered, of another time, or was let pass before. */
    public SignedCall verify(String method, String path, @Nullable String value, Instant now) throws CallRefused {
        CallHeader header = CallHeader.parse(value);
        SecretKey key = keys.get(header.keyId());
        if (value == null || key == null) {
            throw new CallRefused("the call is signed under an unknown key");
        }
        if (!MessageDigest.isEqual(header.mac(key, method, path), CallHeader.macOf(value))) {
            throw new CallRefused("the call's signature does not match its method, path and body");
        }
        long nowMillis = now.toEpochMilli();
        if (Math.abs(nowMillis - header.epochMillis()) > WINDOW.toMillis()) {
            throw new CallRefused("the call's time is more than " + WINDOW.toSeconds() + " seconds off");
        }
        remember(header, nowMillis);
        return new SignedCall(header.nonce(), header.bodyDigest(), value);
    }

    private synchronized void remember(CallHeader header, long nowMillis) throws CallRefused {
        if (Math.abs(nowMillis - forgottenMillis) > WINDOW.toMillis()) {
            seen.values().removeIf(end -> end < nowMillis);
            forgottenMillis = nowMillis;
        }
        if (seen.size() >= MAX_REMEMBERED) {
            throw new CallRefused("too many calls within the window");
        }
        if (seen.putIfAbsent(header.nonce(), header.epochMillis() + WINDOW.toMillis()) != null) {
            throw new CallRefused("the call is a repetition");
        }
    }
}
