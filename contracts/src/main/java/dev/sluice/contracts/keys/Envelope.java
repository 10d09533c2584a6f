package dev.sluice.contracts.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over bytes of any kind: {@code [8 bytes key id][12 bytes nonce][ciphertext and 16 bytes tag]}. The newest
 * key seals, every key opens. The key id is authenticated with the associated data. Any thread may use it.
 *
 * <p>Nonces are 96 random bits, so one key seals at most 2^32 times; rotate it long before.
 */
public final class Envelope {
    /** What sealing adds to the length. */
    public static final int OVERHEAD_BYTES = 8 + 12 + 16;

    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = 8 + NONCE_BYTES;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<Long, SecretKey> keys = new HashMap<>();
    private final long newestId;

    /** Throws {@link KeyFileRefused} when a key is not 32 bytes long. */
    public Envelope(KeyFile keyFile) {
        for (KeyEntry key : keyFile.keys()) {
            byte[] bytes = key.bytes();
            if (bytes.length != KEY_BYTES) {
                throw new KeyFileRefused("The key " + KeyEntry.idText(key.id()) + " is not one of 256 bits.");
            }
            keys.put(key.id(), new SecretKeySpec(bytes, "AES"));
        }
        newestId = keyFile.newest().id();
    }

    /** The id of the key that seals. */
    public long newestId() {
        return newestId;
    }

    /** Whether there is a key of this id. */
    public boolean has(long keyId) {
        return keys.containsKey(keyId);
    }

    /** Seals under the newest key; only the same associated data opens the result. */
    public byte[] seal(byte[] plain, byte[] associatedData) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = new byte[Math.addExact(plain.length, OVERHEAD_BYTES)];
        ByteBuffer.wrap(sealed).putLong(newestId).put(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, newestId, sealed, associatedData);
            cipher.doFinal(plain, 0, plain.length, sealed, HEAD_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not seal", e);
        }
    }

    /** Opens what was sealed under any of the keys with the same associated data. */
    public byte[] open(byte[] sealed, byte[] associatedData) throws EnvelopeRefused {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new EnvelopeRefused("the sealed bytes are cut: " + sealed.length + " of at least " + OVERHEAD_BYTES);
        }
        long id = ByteBuffer.wrap(sealed).getLong();
        if (!has(id)) {
            throw new EnvelopeRefused("sealed under the unknown key " + KeyEntry.idText(id));
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, id, sealed, associatedData)
                    .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
        } catch (GeneralSecurityException _) {
            throw new EnvelopeRefused("the sealed bytes were altered or sealed for something else");
        }
    }

    private Cipher cipher(int mode, long id, byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, sealed, Long.BYTES, NONCE_BYTES));
        cipher.updateAAD(sealed, 0, Long.BYTES);
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
