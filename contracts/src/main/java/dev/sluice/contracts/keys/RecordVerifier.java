package dev.sluice.contracts.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.Map;

/** Checks signatures of {@link RecordSigner} against the Ed25519 keys of {@code signing.pub}. Any thread may use it. */
public final class RecordVerifier {
    private final Map<Long, PublicKey> keys = new HashMap<>();

    /** Throws {@link KeyFileRefused} when a key is no Ed25519 public key. */
    public RecordVerifier(KeyFile publicKeys) {
        for (KeyEntry entry : publicKeys.keys()) {
            try {
                var spec = new X509EncodedKeySpec(entry.bytes());
                keys.put(
                        entry.id(),
                        KeyFactory.getInstance(RecordSigner.ALGORITHM).generatePublic(spec));
            } catch (GeneralSecurityException _) {
                throw new KeyFileRefused("The key " + KeyEntry.idText(entry.id()) + " is no Ed25519 public key.");
            }
        }
    }

    /** Whether a signature under this key id can be checked at all. */
    public boolean knows(long keyId) {
        return keys.containsKey(keyId);
    }

    /** True only when the key is known and its signature over the parts, one after the other, is genuine. */
    public boolean verifies(long keyId, byte[] signatureBytes, byte[]... parts) {
        PublicKey key = keys.get(keyId);
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(RecordSigner.ALGORITHM);
            signature.initVerify(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.verify(signatureBytes);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
