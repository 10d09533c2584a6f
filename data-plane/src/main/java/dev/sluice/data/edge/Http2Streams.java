package dev.sluice.data.edge;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams of one connection that carry a call or an answer. Confined to the connection's loop. */
final class Http2Streams {
    private final Http2Connection connection;
    private final PropertyKey key;
    private int live;
    private long idleSince = System.nanoTime();

    Http2Streams(Http2Connection connection) {
        this.connection = connection;
        this.key = connection.newKey();
    }

    /** How many there are now. */
    int live() {
        return live;
    }

    /** Whether there has been none for longer than that. */
    boolean areIdle(long now, long mostNanos) {
        return live == 0 && now - idleSince > mostNanos;
    }

    void open(Http2Stream stream, Http2Carrier carrier) {
        stream.setProperty(key, carrier);
        live++;
    }

    /** What a stream carries; null when it carries nothing yet, or no more. */
    @Nullable
    Http2Carrier of(Http2Stream stream) {
        return stream.getProperty(key);
    }

    /** The same by the stream's number; null too when there is no such stream. */
    @Nullable
    Http2Carrier of(int id) {
        Http2Stream stream = connection.stream(id);
        return stream == null ? null : of(stream);
    }

    /** The codec closed a stream. */
    void closed(Http2Stream stream) {
        Http2Carrier carrier = stream.removeProperty(key);
        if (carrier != null) {
            live--;
            if (live == 0) {
                idleSince = System.nanoTime();
            }
            carrier.closed();
        }
    }

    void each(Consumer<Http2Carrier> what) {
        try {
            var _ = connection.forEachActiveStream(stream -> {
                Http2Carrier carrier = of(stream);
                if (carrier != null) {
                    what.accept(carrier);
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
