package dev.sluice.data.access.signature;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A body whose hash is computed slice by slice as it is read, so that no long body holds the loop at its end. Confined to
 * the exchange's loop.
 */
final class DigestedBody implements Body, Body.Reader {
    private final Body source;
    private final MessageDigest digest = sha256();
    private @Nullable Reader reader;

    DigestedBody(Body source) {
        this.source = source;
    }

    /** SHA-256 of everything that was read, in lower-case hexadecimal; asked for once, at the end. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public long declaredBytes() {
        return source.declaredBytes();
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        source.readTo(this);
    }

    @Override
    public void more() {
        source.more();
    }

    @Override
    public void cancel() {
        source.cancel();
    }

    @Override
    public boolean accept(ByteBuf slice) {
        for (var part : slice.nioBuffers()) {
            digest.update(part);
        }
        Reader current = reader;
        if (current == null) {
            slice.release();
            return false;
        }
        return current.accept(slice);
    }

    @Override
    public void idle() {
        if (reader != null) {
            reader.idle();
        }
    }

    @Override
    public void end() {
        if (reader != null) {
            reader.end();
        }
    }

    @Override
    public void fail(Failure failure) {
        if (reader != null) {
            reader.fail(failure);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
