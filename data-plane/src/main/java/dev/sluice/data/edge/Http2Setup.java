package dev.sluice.data.edge;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the codec of one HTTP/2 connection: what is told to the client, and the codec's own limits, which stand behind
 * those of {@link FrameGuard} (security-requirements 27).
 */
final class Http2Setup extends AbstractHttp2ConnectionHandlerBuilder<Http2ServerConnection, Http2Setup> {
    private final Edge edge;
    private final Http2Limits limits;
    private final LoopContext loop;
    private final Peer peer;
    private @Nullable SocketChannel channel;

    Http2Setup(Edge edge, Http2Limits limits, LoopContext loop, Peer peer) {
        this.edge = edge;
        this.limits = limits;
        this.loop = loop;
        this.peer = peer;
    }

    Http2ServerConnection newConnection(SocketChannel newChannel) {
        channel = newChannel;
        int seconds = Math.max(1, Math.toIntExact(limits.window().toSeconds()));
        server(true);
        initialSettings(new Http2Settings()
                .maxConcurrentStreams(limits.streams())
                .initialWindowSize(limits.streamWindowBytes())
                .maxHeaderListSize(limits.headerListBytes()));
        validateHeaders(true);
        decoupleCloseAndGoAway(true);
        decoderEnforceMaxConsecutiveEmptyDataFrames(limits.controlFrames());
        decoderEnforceMaxRstFramesPerWindow(limits.resets(), seconds);
        encoderEnforceMaxRstFramesPerWindow(0, seconds);
        decoderEnforceMaxSmallContinuationFrames(limits.continuations() + 1);
        headerSensitivityDetector((name, _) -> isUnique(name));
        return build();
    }

    /** Values that never repeat, or must not be guessed from what compresses well, stay out of the table. */
    private static boolean isUnique(CharSequence name) {
        return switch (name.length()) {
            case 10 -> AsciiString.contentEquals(name, "set-cookie");
            case 13 -> AsciiString.contentEquals(name, "authorization");
            case 14 -> AsciiString.contentEquals(name, "x-amz-apigw-id");
            case 15 -> AsciiString.contentEquals(name, "x-amzn-trace-id");
            case 16 -> AsciiString.contentEquals(name, "x-amzn-requestid");
            default -> false;
        };
    }

    @Override
    protected Http2ServerConnection build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
        return new Http2ServerConnection(decoder, encoder, settings, this);
    }

    Edge edge() {
        return edge;
    }

    Http2Limits limits() {
        return limits;
    }

    LoopContext loop() {
        return loop;
    }

    Peer peer() {
        return peer;
    }

    SocketChannel channel() {
        SocketChannel current = channel;
        if (current == null) {
            throw new IllegalStateException("the connection has no channel yet");
        }
        return current;
    }
}
