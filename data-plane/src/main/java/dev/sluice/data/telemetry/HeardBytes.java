package dev.sluice.data.telemetry;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The first bytes of a body that passes, as many as a log line shows. Confined to the exchange's loop. */
public final class HeardBytes implements Consumer<ByteBuf> {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream(128);

    /** What a text would have been on the wire. */
    public static HeardBytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static HeardBytes of(byte[] all) {
        HeardBytes bytes = new HeardBytes();
        bytes.heard.write(all, 0, Math.min(all.length, LineText.MAX_BYTES));
        return bytes;
    }

    /** Copies what fits of a slice, which stays as it is. */
    @Override
    public void accept(ByteBuf slice) {
        int kept = Math.min(slice.readableBytes(), LineText.MAX_BYTES - heard.size());
        if (kept > 0) {
            byte[] bytes = new byte[kept];
            slice.getBytes(slice.readerIndex(), bytes);
            heard.writeBytes(bytes);
        }
    }

    /** What was heard so far. */
    String text() {
        return heard.toString(StandardCharsets.UTF_8);
    }
}
