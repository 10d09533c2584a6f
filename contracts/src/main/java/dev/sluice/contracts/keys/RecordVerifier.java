package dev.sluice.contracts.keys;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Checks signatures of {@link RecordSigner} against the Ed25519 keys of {@code signing.pub}. Any thread may use it. */
public final class RecordVerifier {
    private final Map<Long, Ed25519PublicKeyParameters> keys = new HashMap<>();

    /** Throws {@link KeyFileRefused} when a key is no Ed25519 public key. */
    public RecordVerifier(KeyFile publicKeys) {
        for (KeyEntry entry : publicKeys.keys()) {
            keys.put(entry.id(), read(entry));
        }
    }

    private static Ed25519PublicKeyParameters read(KeyEntry entry) {
        try {
            if (PublicKeyFactory.createKey(entry.bytes()) instanceof Ed25519PublicKeyParameters key) {
                return key;
            }
        } catch (IOException | RuntimeException _) {
            // told below; what these bytes are instead helps nobody
        }
        throw new KeyFileRefused("The key " + KeyEntry.idText(entry.id()) + " is no Ed25519 public key.");
    }

    /** Whether a signature under this key id can be checked at all. */
    public boolean knows(long keyId) {
        return keys.containsKey(keyId);
    }

    /** True only when the key is known and its signature over the parts, one after the other, is genuine. */
    public boolean verifies(long keyId, byte[] signature, byte[]... parts) {
        Ed25519PublicKeyParameters key = keys.get(keyId);
        if (key == null) {
            return false;
        }
        var signer = new Ed25519Signer();
        signer.init(false, key);
        for (byte[] part : parts) {
            signer.update(part, 0, part.length);
        }
        return signer.verifySignature(signature);
    }
}
