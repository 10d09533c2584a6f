package dev.sluice.contracts.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** Signs with the newest Ed25519 key of {@code signing.key}. Any thread may use it. */
public final class RecordSigner {
    /** Length of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    static final String ALGORITHM = "Ed25519";

    private final long keyId;
    private final PrivateKey key;

    /** Throws {@link KeyFileRefused} when the newest key is no Ed25519 private key. */
    public RecordSigner(KeyFile privateKeys) {
        KeyEntry newest = privateKeys.newest();
        keyId = newest.id();
        try {
            key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(newest.bytes()));
        } catch (GeneralSecurityException _) {
            throw new KeyFileRefused("The signing key " + KeyEntry.idText(keyId) + " is no Ed25519 private key.");
        }
    }

    /** The id by which a verifier finds the public half. */
    public long keyId() {
        return keyId;
    }

    /** The signature over the parts, one after the other; the caller delimits them. */
    public byte[] sign(byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 does not sign", e);
        }
    }
}
