package dev.sluice.contracts.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HashMap;
import java.util.Map;

/**
 * Signs with the newest Ed25519 key of {@code signing.key}, and knows again what any of the file's keys signed. Any
 * thread may use it.
 */
public final class RecordSigner {
    /** Length of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    static final String ALGORITHM = "Ed25519";

    private final long keyId;
    private final Map<Long, PrivateKey> keys = new HashMap<>();

    /** Throws {@link KeyFileRefused} when a key is no Ed25519 private key. */
    public RecordSigner(KeyFile privateKeys) {
        keyId = privateKeys.newest().id();
        for (KeyEntry entry : privateKeys.keys()) {
            try {
                var spec = new PKCS8EncodedKeySpec(entry.bytes());
                keys.put(entry.id(), KeyFactory.getInstance(ALGORITHM).generatePrivate(spec));
            } catch (GeneralSecurityException _) {
                throw new KeyFileRefused(
                        "The signing key " + KeyEntry.idText(entry.id()) + " is no Ed25519 private key.");
            }
        }
    }

    /** The id by which a verifier finds the public half. */
    public long keyId() {
        return keyId;
    }

    /** The signature over the parts, one after the other; the caller delimits them. */
    public byte[] sign(byte[]... parts) {
        return sign(keyId, parts);
    }

    /** Whether the file's key of that id made the signature: Ed25519 always makes the same one (RFC 8032). */
    public boolean signed(long id, byte[] signature, byte[]... parts) {
        return keys.containsKey(id) && MessageDigest.isEqual(signature, sign(id, parts));
    }

    private byte[] sign(long id, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.get(id));
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 does not sign", e);
        }
    }
}
