package dev.sluice.authorizer.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose next head is not whole in time: from the first byte on, and of the first head from the connection
 * on. Stands before everything else of a connection, and once more, as {@link Seen}, behind its decoder. Confined to the loop.
 */
final class HeadWatch extends ChannelInboundHandlerAdapter {
    private final long limitNanos;
    private boolean awaiting = true;
    private boolean decoderFound;
    private @Nullable Future<?> deadline;

    HeadWatch(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Sees what the decoder made of the bytes. */
    private final class Seen extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                awaiting = false;
                disarm();
            }
            if (message instanceof LastHttpContent) {
                awaiting = true;
            }
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        arm(context);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        disarm();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (!decoderFound) {
            var decoder = context.pipeline().context(HttpRequestDecoder.class);
            if (decoder != null) {
                context.pipeline().addAfter(decoder.name(), null, new Seen());
                decoderFound = true;
            }
        }
        if (awaiting && deadline == null) {
            arm(context);
        }
        context.fireChannelRead(bytes);
    }

    private void arm(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> late(context), limitNanos, TimeUnit.NANOSECONDS);
    }

    private void disarm() {
        Future<?> armed = deadline;
        if (armed != null) {
            armed.cancel(false);
            deadline = null;
        }
    }

    private void late(ChannelHandlerContext context) {
        if (context.channel().config().isAutoRead()) {
            var _ = context.close();
        } else {
            // It is the service that holds the client back.
            arm(context);
        }
    }
}
