package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Packs a body as one gzip member (RFC 1952) or one zlib stream (RFC 1950), which HTTP calls deflate. */
final class Deflation implements Coder {
    private static final int OUT_BYTES = 8 * 1024;
    private static final byte[] GZIP_HEAD = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final byte[] ZLIB_HEAD = {0x78, 0x5E};

    /** Never told: every body can be packed. */
    static final Failure UNSOUND = new Failure.Configuration("the body was packed already");

    private final Compressors pool;
    private final boolean gzip;
    private final Checksum checksum;
    private @Nullable Deflater deflater;
    private long plainBytes;
    private boolean begun;

    private Deflation(Compressors pool, Deflater deflater, boolean gzip) {
        this.pool = pool;
        this.deflater = deflater;
        this.gzip = gzip;
        this.checksum = gzip ? new CRC32() : new Adler32();
    }

    /** Null when the node packs as many bodies as it may; else it must be closed. */
    static @Nullable Deflation of(ReplyCoding coding, Compressors pool) {
        Deflater deflater = pool.acquire();
        return deflater == null ? null : new Deflation(pool, deflater, coding == ReplyCoding.GZIP);
    }

    @Override
    public boolean take(ByteBuf slice, Queue<ByteBuf> out) {
        Deflater stream = deflater;
        if (stream == null) {
            slice.release();
            return false;
        }
        plainBytes += slice.readableBytes();
        ByteBuffer input = Utf8.view(slice);
        checksum.update(input.duplicate());
        stream.setInput(input);
        deflate(stream, out);
        slice.release();
        return true;
    }

    @Override
    public boolean end(Queue<ByteBuf> out) {
        Deflater stream = deflater;
        if (stream == null) {
            return false;
        }
        stream.finish();
        deflate(stream, out);
        ByteBuf trailer = ByteBufAllocator.DEFAULT.ioBuffer(8);
        if (gzip) {
            trailer.writeIntLE((int) checksum.getValue()).writeIntLE((int) plainBytes);
        } else {
            trailer.writeInt((int) checksum.getValue());
        }
        out.add(trailer);
        close();
        return true;
    }

    /** Goes on until the input is used up: a piece may give no byte at all, or several buffers of them. */
    private void deflate(Deflater stream, Queue<ByteBuf> out) {
        int written;
        do {
            ByteBuf piece = ByteBufAllocator.DEFAULT.ioBuffer(OUT_BYTES, OUT_BYTES);
            if (!begun) {
                begun = true;
                piece.writeBytes(gzip ? GZIP_HEAD : ZLIB_HEAD);
            }
            written = stream.deflate(piece.internalNioBuffer(piece.writerIndex(), piece.writableBytes()));
            piece.writerIndex(piece.writerIndex() + written);
            if (piece.isReadable()) {
                out.add(piece);
            } else {
                piece.release();
            }
        } while (written > 0);
    }

    @Override
    public void close() {
        Deflater stream = deflater;
        deflater = null;
        if (stream != null) {
            pool.release(stream);
        }
    }
}
