package dev.sluice.contracts.calls;

import dev.sluice.contracts.keys.KeyFile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.SecretKey;

/** Signs internal calls under the newest cell key (design 5). Any thread may use it. */
public final class CallSigner {
    private final SecureRandom random = new SecureRandom();
    private final long keyId;
    private final SecretKey key;

    public CallSigner(KeyFile cell) {
        keyId = cell.newest().id();
        key = CallHeader.keyOf(cell.newest());
    }

    /** Signs one call, which its receiver answers once and within {@link CallVerifier#WINDOW} of that time. */
    public SignedCall sign(String method, String path, byte[] body, Instant now) {
        byte[] nonce = new byte[CallHeader.NONCE_BYTES];
        random.nextBytes(nonce);
        var header =
                new CallHeader(keyId, now.toEpochMilli(), HexFormat.of().formatHex(nonce), SignedCall.digest(body));
        return new SignedCall(header.nonce(), header.bodyDigest(), header.value(header.mac(key, method, path)));
    }
}
