package dev.sluice.data.access.signature;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * The hash of a body, computed slice by slice as it is read, so that no long body holds the loop at its end. Confined to
 * the exchange's loop.
 */
final class BodyHash implements Consumer<ByteBuf> {
    private final MessageDigest digest = sha256();

    @Override
    public void accept(ByteBuf slice) {
        for (var part : slice.nioBuffers()) {
            digest.update(part);
        }
    }

    /** SHA-256 of everything that was read, in lower-case hexadecimal; asked for once, at the end. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
