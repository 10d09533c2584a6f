package dev.sluice.contracts.keys;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * Signs with the newest Ed25519 key of {@code signing.key}, and knows again what any of the file's keys signed. Any
 * thread may use it.
 */
public final class RecordSigner {
    /** Length of a signature. */
    public static final int SIGNATURE_BYTES = Ed25519PrivateKeyParameters.SIGNATURE_SIZE;

    private final long keyId;
    private final Map<Long, Ed25519PrivateKeyParameters> keys = new HashMap<>();

    /** Throws {@link KeyFileRefused} when a key is no Ed25519 private key. */
    public RecordSigner(KeyFile privateKeys) {
        keyId = privateKeys.newest().id();
        for (KeyEntry entry : privateKeys.keys()) {
            keys.put(entry.id(), read(entry));
        }
    }

    private static Ed25519PrivateKeyParameters read(KeyEntry entry) {
        try {
            if (PrivateKeyFactory.createKey(entry.bytes()) instanceof Ed25519PrivateKeyParameters key) {
                return key;
            }
        } catch (IOException | RuntimeException _) {
            // told below; what these bytes are instead helps nobody
        }
        throw new KeyFileRefused("The signing key " + KeyEntry.idText(entry.id()) + " is no Ed25519 private key.");
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
        var signer = new Ed25519Signer();
        signer.init(true, keys.get(id));
        for (byte[] part : parts) {
            signer.update(part, 0, part.length);
        }
        return signer.generateSignature();
    }
}
