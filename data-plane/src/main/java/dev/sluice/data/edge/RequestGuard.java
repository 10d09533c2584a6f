package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * The strict step in front of the decoder. It passes on the bytes of exactly one request, checked, and holds back what
 * comes after them until that request is answered; so pipelined requests are answered in order, one at a time, and the
 * decoder never sees a byte that could be read in two ways.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {
    /** As much of the next requests is held back before the connection is read no further. */
    private static final int MAX_HELD_BYTES = 65_536;

    private static final int FIRST_WINDOW_BYTES = 2_048;

    private enum State {
        HEAD,
        LENGTH,
        CHUNKS,
        ANSWERING,
        CLOSED
    }

    private final ServerConnection connection;
    private final LoopContext loop;
    private final HeadGuard head;
    private final ChunkGuard chunks;
    private State state = State.HEAD;
    private long left;
    private boolean running;
    private @Nullable ByteBuf held;
    private @Nullable ChannelHandlerContext context;

    RequestGuard(ServerConnection connection, LoopContext loop, EdgeLimits limits) {
        this.connection = connection;
        this.loop = loop;
        this.head = new HeadGuard(limits);
        this.chunks = new ChunkGuard(limits);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        drop();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (state == State.CLOSED) {
            int count = bytes.readableBytes();
            bytes.release();
            connection.discarded(count);
            return;
        }
        ByteBuf before = held;
        held = before == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
        run(ctx);
    }

    /** The request was answered: the next may pass. */
    void next() {
        if (state != State.ANSWERING) {
            return;
        }
        state = State.HEAD;
        head.reset();
        ChannelHandlerContext ctx = context;
        if (held != null && !running && ctx != null) {
            run(ctx);
            ctx.fireChannelReadComplete();
        }
    }

    /** Nothing more passes, whatever comes; it is thrown away. */
    void close() {
        state = State.CLOSED;
        drop();
    }

    Framing framing() {
        return head.framing();
    }

    private void drop() {
        ReferenceCountUtil.release(held);
        held = null;
    }

    private void run(ChannelHandlerContext ctx) {
        if (running) {
            return;
        }
        running = true;
        try {
            boolean progress = true;
            for (ByteBuf bytes = held; bytes != null && progress; bytes = held) {
                progress = switch (state) {
                    case HEAD -> head(ctx, bytes);
                    case LENGTH -> length(ctx, bytes);
                    case CHUNKS -> chunks(ctx, bytes);
                    case ANSWERING, CLOSED -> false;
                };
            }
        } finally {
            running = false;
        }
        ByteBuf rest = held;
        connection.held(state == State.ANSWERING && rest != null && rest.readableBytes() > MAX_HELD_BYTES);
    }

    private boolean head(ChannelHandlerContext ctx, ByteBuf bytes) {
        int end = scan(bytes);
        if (end == HeadGuard.REFUSED) {
            close();
            connection.refuse(head.refusal());
            return false;
        }
        if (end == HeadGuard.INCOMPLETE) {
            if (bytes.readableBytes() > head.headStart()) {
                connection.headStarted();
            }
            return false;
        }
        bytes.skipBytes(head.headStart());
        long bodyBytes = head.framing().bodyBytes();
        int headBytes = end - head.headStart();
        if (bodyBytes == 0) {
            state = State.ANSWERING;
            pass(ctx, bytes, headBytes);
        } else if (bodyBytes == Framing.CHUNKED) {
            state = State.CHUNKS;
            chunks.reset();
            pass(ctx, bytes, headBytes);
        } else {
            left = bodyBytes;
            passBody(ctx, bytes, headBytes);
        }
        return true;
    }

    /** Most heads are small: only a larger one is copied in full. */
    private int scan(ByteBuf bytes) {
        int window = 0;
        int end = HeadGuard.INCOMPLETE;
        while (end == HeadGuard.INCOMPLETE && window < bytes.readableBytes()) {
            window = Math.min(bytes.readableBytes(), Math.max(FIRST_WINDOW_BYTES, 4 * window));
            byte[] scratch = loop.scratch(window);
            bytes.getBytes(bytes.readerIndex(), scratch, 0, window);
            end = head.scan(scratch, window);
        }
        return end;
    }

    private boolean length(ChannelHandlerContext ctx, ByteBuf bytes) {
        passBody(ctx, bytes, 0);
        return true;
    }

    private void passBody(ChannelHandlerContext ctx, ByteBuf bytes, int before) {
        int part = (int) Math.min(left, bytes.readableBytes() - before);
        left -= part;
        state = left == 0 ? State.ANSWERING : State.LENGTH;
        pass(ctx, bytes, before + part);
    }

    private boolean chunks(ChannelHandlerContext ctx, ByteBuf bytes) {
        int from = bytes.readerIndex();
        int end = chunks.follow(bytes, from, bytes.writerIndex());
        if (chunks.refused() || chunks.tooLarge()) {
            boolean tooLarge = chunks.tooLarge();
            close();
            connection.bodyBroken(tooLarge);
            return false;
        }
        if (chunks.done()) {
            state = State.ANSWERING;
        }
        pass(ctx, bytes, end - from);
        return true;
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf bytes, int count) {
        if (count == bytes.readableBytes()) {
            held = null;
            ctx.fireChannelRead(bytes);
        } else {
            ctx.fireChannelRead(bytes.readRetainedSlice(count));
        }
    }
}
