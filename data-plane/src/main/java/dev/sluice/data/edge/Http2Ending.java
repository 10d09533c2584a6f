package dev.sluice.data.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;

/**
 * How a connection of HTTP/2 ends: at once and with a reason, or with a farewell that lets the calls under way come to
 * their end. Confined to the connection's loop.
 */
final class Http2Ending {
    /** A client that was told to go reads that before the connection closes. */
    private static final long LINGER_NANOS = 1_000_000_000L;

    /** So long after the first GOAWAY, calls that the client had sent by then have come. */
    private static final long FAREWELL_NANOS = 500_000_000L;

    private static final int ANY_STREAM = Integer.MAX_VALUE;

    private final Http2ServerConnection handler;
    private final Http2Streams streams;
    private final FrameGuard guard;
    private long leavingSince;
    private long closingSince;
    private boolean leaving;
    private boolean lastKnown;
    private boolean closing;

    Http2Ending(Http2ServerConnection handler, Http2Streams streams, FrameGuard guard) {
        this.handler = handler;
        this.streams = streams;
        this.guard = guard;
    }

    /** Whether nothing that comes is looked at any more. */
    boolean isClosing() {
        return closing;
    }

    /** Whether the client has been asked to make no new calls. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether a client that was told to go has had its time to read that. */
    boolean hasLingered(long now) {
        return now - closingSince > LINGER_NANOS;
    }

    /** From now on nothing of the client is looked at. */
    void begin() {
        closing = true;
        closingSince = System.nanoTime();
        guard.close();
    }

    /** Ends the connection with all its calls, and tells the client why. */
    void end(Http2Error reason) {
        begin();
        ChannelFuture told = tell(handler.connection().remote().lastStreamCreated(), reason);
        if (reason == Http2Error.NO_ERROR) {
            var _ = told.addListener(ChannelFutureListener.CLOSE);
        }
        streams.each(Http2Carrier::closed);
        handler.flush(handler.context());
    }

    /** Asks the client to make no new calls; those that it has sent already are served (security-requirements 55). */
    void leave(long now) {
        if (!leaving && !closing) {
            leaving = true;
            leavingSince = now;
            var _ = tell(ANY_STREAM, Http2Error.NO_ERROR);
            handler.flushSoon();
        }
    }

    /** Goes on with what {@link #leave} began. */
    void farewell(long now) {
        if (!lastKnown && now - leavingSince > FAREWELL_NANOS) {
            lastKnown = true;
            var _ = tell(handler.connection().remote().lastStreamCreated(), Http2Error.NO_ERROR);
            handler.flush(handler.context());
        }
        if (lastKnown && streams.live() == 0) {
            closing = true;
            closingSince = now;
            handler.abort();
        }
    }

    private ChannelFuture tell(int lastStream, Http2Error reason) {
        ChannelHandlerContext ctx = handler.context();
        return handler.goAway(ctx, lastStream, reason.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
    }
}
