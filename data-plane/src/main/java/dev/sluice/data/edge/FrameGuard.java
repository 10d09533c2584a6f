package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the HTTP/2 codec and follows the frames by their heads alone, so that a flood costs nothing but its
 * bytes, and a stream that is over is not begun again (security-requirements 27). What it lets pass is not changed. One per
 * connection.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
    private static final int PREFACE_BYTES = 24;
    private static final int HEAD_BYTES = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private final Http2ServerConnection connection;
    private final FrameCounts counts;
    private final StreamOrder order = new StreamOrder();
    private final int mostContinuations;
    private final byte[] head = new byte[HEAD_BYTES];
    private int headBytes;
    private int prefaceLeft = PREFACE_BYTES;
    private int payloadLeft;
    private int continuations;
    private boolean inBlock;
    private boolean blockEnds;
    private long blockSince;
    private boolean closed;

    FrameGuard(Http2ServerConnection connection, FrameCounts counts, Http2Limits limits) {
        this.connection = connection;
        this.counts = counts;
        this.mostContinuations = limits.continuations();
    }

    /** Nothing more passes, whatever comes; it is thrown away. */
    void close() {
        closed = true;
    }

    /** Whether the client has yet to say that it speaks HTTP/2. */
    boolean isSilent() {
        return prefaceLeft > 0;
    }

    /** Whether the fields of a request have begun to come so long ago, and are not complete yet. */
    boolean isHeadLate(long now, long mostNanos) {
        return inBlock && now - blockSince > mostNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (closed) {
            bytes.release();
            return;
        }
        Http2Error refusal = follow(bytes, System.nanoTime());
        if (refusal == null) {
            ctx.fireChannelRead(bytes);
        } else {
            bytes.release();
            connection.refuse(refusal);
        }
    }

    /** Goes through what came; says what the connection ends with when a limit is passed or an order broken. */
    private @Nullable Http2Error follow(ByteBuf bytes, long now) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        int preface = Math.min(prefaceLeft, end - at);
        prefaceLeft -= preface;
        at += preface;
        while (at < end) {
            if (payloadLeft > 0) {
                int part = Math.min(payloadLeft, end - at);
                payloadLeft -= part;
                at += part;
            } else {
                head[headBytes++] = bytes.getByte(at++);
                Http2Error refusal = headBytes == HEAD_BYTES ? frame(now) : null;
                if (refusal != null) {
                    return refusal;
                }
            }
            if (payloadLeft == 0 && headBytes == 0 && blockEnds) {
                inBlock = false;
            }
        }
        return null;
    }

    private @Nullable Http2Error frame(long now) {
        headBytes = 0;
        payloadLeft = ((head[0] & 0xFF) << 16) | ((head[1] & 0xFF) << 8) | (head[2] & 0xFF);
        int type = head[3] & 0xFF;
        int flags = head[4];
        return switch (type) {
            case DATA -> data((flags & END_STREAM) != 0, now);
            case HEADERS -> {
                continuations = 0;
                block(flags);
                blockSince = now;
                yield order.fields(stream(), (flags & END_STREAM) != 0);
            }
            case CONTINUATION -> {
                block(flags);
                yield calmUnless(++continuations <= mostContinuations);
            }
            case RST_STREAM -> {
                order.ended(stream());
                yield calmUnless(counts.reset(now));
            }
            default -> calmUnless(counts.control(type, now));
        };
    }

    private @Nullable Http2Error data(boolean last, long now) {
        if (last) {
            order.ended(stream());
        }
        return calmUnless(payloadLeft > 0 || last || counts.emptyData(now));
    }

    private static @Nullable Http2Error calmUnless(boolean within) {
        return within ? null : Http2Error.ENHANCE_YOUR_CALM;
    }

    private int stream() {
        return ((head[5] & 0x7F) << 24) | ((head[6] & 0xFF) << 16) | ((head[7] & 0xFF) << 8) | (head[8] & 0xFF);
    }

    private void block(int flags) {
        inBlock = true;
        blockEnds = (flags & END_HEADERS) != 0;
    }
}
