package dev.sluice.data.edge;

import dev.sluice.data.edge.ConnectionTimes.Phase;
import dev.sluice.data.edge.ReplyHead.BodyEnd;
import dev.sluice.data.netty.HeadBytes;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.response.Answer;
import dev.sluice.data.response.EarlyAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One client connection behind the decoder: takes its requests one after the other, and decides when it is read, flushed
 * and closed. Confined to its loop.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(ServerConnection.class);
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII)
                    .asReadOnly());
    private static final int MAX_DRAINED_BYTES = 65_536;

    /** So much is thrown away behind the last reply: more than the largest body, so that its sender sees the 413. */
    private static final long MAX_LINGER_BYTES = 33_554_432;

    /** A client that just got a reply may be sending already; one that was quiet for so long is not. */
    private static final long DRAIN_IDLE_NANOS = 500_000_000L;

    private final Edge edge;
    private final LoopContext loop;
    private final SocketChannel channel;
    private final RequestGuard guard;
    private final CallReader reader;
    private final ConnectionTimes times;
    private final InetAddress source;
    private int index;
    private int requestsLeft;
    private long lingerBytes;
    private @Nullable Call call;
    private boolean continueOwed;
    private boolean reading;
    private boolean flushOwed;
    private boolean heldBack;
    private boolean bodyFull;
    private boolean closing;

    ServerConnection(Edge edge, LoopContext loop, SocketChannel channel) {
        EdgeLimits limits = edge.settings().limits();
        this.edge = edge;
        this.loop = loop;
        this.channel = channel;
        this.source = channel.remoteAddress().getAddress();
        var peer = new CallReader.Peer(text(source), channel.localAddress().getPort());
        this.reader = new CallReader(edge, loop, false, peer);
        this.guard = new RequestGuard(this, loop, limits);
        this.times = new ConnectionTimes(limits);
        int tenth = limits.requestsPerConnection() / 10;
        this.requestsLeft = limits.requestsPerConnection() - tenth + loop.ids().below(2 * tenth + 1);
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    Edge edge() {
        return edge;
    }

    LoopContext loop() {
        return loop;
    }

    SocketChannel channel() {
        return channel;
    }

    /** What stands in front of the decoder of this connection. */
    RequestGuard guard() {
        return guard;
    }

    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        loop.add(this);
        loop.telemetry().connectionOpened();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        guard.close();
        Call current = call;
        call = null;
        if (current != null) {
            current.gone();
        }
        loop.remove(this);
        loop.telemetry().connectionClosed();
        edge.sources().leave(source);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        if (message instanceof DefaultHttpRequest head) {
            head(head);
        } else if (message instanceof HttpContent content) {
            content(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Call current = call;
        if (current != null && current.isWaiting()) {
            current.dispatch();
        } else if (current != null && current.inbound() != null) {
            current.inbound().idle();
        }
        reading = false;
        if (flushOwed) {
            flushOwed = false;
            channel.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Call current = call;
        if (current != null && channel.isWritable()) {
            current.resume();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("A connection failed by a bug.", cause);
        }
        abort();
    }

    private void head(DefaultHttpRequest head) {
        if (closing) {
            return;
        }
        long now = System.nanoTime();
        if (head.decoderResult().isFailure()) {
            refuse(Refusal.MALFORMED);
            return;
        }
        long bodyBytes = guard.framing().bodyBytes();
        boolean http10 = HttpVersion.HTTP_1_0.equals(head.protocolVersion());
        Call next = new Call(
                this,
                http10,
                HttpMethod.HEAD.equals(head.method()),
                bodyBytes == 0 ? null : new InboundBody(this, bodyBytes));
        requestsLeft--;
        Exchange exchange = reader.read(head, next, times.phase() == Phase.HEAD ? times.sinceNanos() : now);
        times.enter(Phase.CALL, now);
        call = next;
        continueOwed = reader.arrival().expectsContinue() && !http10;
        if (exchange != null) {
            next.ready(exchange, reader.api(), reader.stage());
        } else if (reader.isHealthCheck()) {
            boolean keepAlive = keepsAlive(next);
            early(EarlyAnswer.HEALTHY, keepAlive, "health_check");
            next.answered();
            replied(next, keepAlive, now);
        } else {
            refuse(reader.refusal());
        }
    }

    private void content(HttpContent content) {
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        boolean last = content instanceof LastHttpContent;
        if (current == null || content.decoderResult().isFailure()) {
            content.release();
            if (current != null) {
                bodyBroken(false);
            }
            return;
        }
        if (body == null) {
            content.release();
        } else {
            body.accept(content.content());
            if (last) {
                body.end();
            }
        }
        if (last) {
            received(current);
        }
    }

    private void received(Call current) {
        if (current.isWaiting()) {
            current.dispatch();
        } else if (current == call && current.isReplied()) {
            next(System.nanoTime());
        }
    }

    /** A reply is complete; the next request may come once this one is there to its end. */
    void replied(Call done, boolean keepAlive, long now) {
        flushSoon();
        if (done.isReceived() && keepAlive) {
            next(now);
        } else if (keepAlive && isShort(done.inbound())) {
            done.requestBody().cancel();
        } else {
            closeGracefully();
        }
    }

    private void next(long now) {
        call = null;
        continueOwed = false;
        times.enter(Phase.IDLE, now);
        bodyFull(false);
        guard.next();
    }

    /** Whether the connection may serve another request after a call's reply. */
    boolean keepsAlive(Call current) {
        Arrival arrival = reader.arrival();
        boolean asked = current.isHttp10() ? arrival.keepAlive() : !arrival.close();
        return asked && requestsLeft > 0 && !closing && !edge.draining() && isDrainable(current);
    }

    /** Whether the rest of the request will come to its end: somebody reads it, or it is short enough to throw away. */
    private boolean isDrainable(Call current) {
        InboundBody body = current.inbound();
        return body == null || body.ended() || (!continueOwed && (body.isRead() || isShort(body)));
    }

    private static boolean isShort(@Nullable InboundBody body) {
        return body != null && body.declaredBytes() >= 0 && body.declaredBytes() - body.received() <= MAX_DRAINED_BYTES;
    }

    /** A head began, but is not complete yet. */
    void headStarted() {
        if (times.phase() == Phase.IDLE || times.phase() == Phase.SILENT) {
            times.enter(Phase.HEAD, System.nanoTime());
        }
    }

    /** The strict step found that the next request cannot be served; the last thing this connection answers. */
    void refuse(Refusal refusal) {
        if (closing) {
            return;
        }
        early(refusal.answer(), false, refusal.reason());
        closeGracefully();
    }

    private void early(Answer answer, boolean keepAlive, String reason) {
        Call current = call;
        boolean head = current != null && current.isHead();
        String requestId = loop.ids().requestId();
        long now = System.currentTimeMillis();
        HeadBytes bytes = HeadBytes.empty();
        ReplyHead.writeStatus(answer.status(), loop.date(), bytes);
        ReplyHead.writeFraming(BodyEnd.LENGTH, answer.bytes().length, keepAlive, bytes);
        ReplyHead.writeRequestId(requestId, bytes);
        ReplyHead.writeFields(answer.headers(), bytes);
        ByteBuf out = ReplyStream.newHead(channel, bytes, answer.bytes().length);
        if (!head) {
            out.writeBytes(answer.bytes());
        }
        Wire.write(channel, out);
        loop.telemetry().early(requestId, now, reader.peer(), answer.status(), reason);
    }

    /** The request's body broke the rules on its way. */
    void bodyBroken(boolean tooLarge) {
        Call current = call;
        if (current == null) {
            closeGracefully();
        } else {
            current.requestBroken(tooLarge ? new Failure.RequestTooLarge() : new Failure.ClientGone());
        }
    }

    /** A step wants the body: a client that waits for leave to send it gets it. */
    void bodyWanted() {
        if (continueOwed && !closing) {
            continueOwed = false;
            Wire.write(channel, CONTINUE.duplicate());
            flushSoon();
        }
    }

    /** Bytes of the body came or went. */
    void bodyMoved() {
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        bodyFull(body != null && body.isFull());
    }

    private void bodyFull(boolean full) {
        if (bodyFull != full) {
            bodyFull = full;
            readOrNot();
        }
    }

    /** Whether so much of later requests waits that the connection is read no further. */
    void held(boolean enough) {
        if (heldBack != enough) {
            heldBack = enough;
            readOrNot();
        }
    }

    private void readOrNot() {
        channel.config().setAutoRead(closing || !(bodyFull || heldBack));
    }

    void flushSoon() {
        if (reading) {
            flushOwed = true;
        } else {
            channel.flush();
        }
    }

    /** Sends what is written, and closes so that the client can still read it. */
    void closeGracefully() {
        if (closing) {
            return;
        }
        Call current = call;
        boolean quiet =
                current != null && current.isReceived() && reader.arrival().close();
        closing = true;
        guard.close();
        times.enter(Phase.LINGER, System.nanoTime());
        readOrNot();
        if (current != null) {
            current.requestBody().cancel();
        }
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (quiet || !sent.isSuccess()) {
                Wire.close(channel);
            } else {
                var _ = channel.shutdownOutput();
            }
        });
    }

    /** Bytes came after the end of what is served. */
    void discarded(int count) {
        lingerBytes += count;
        if (lingerBytes > MAX_LINGER_BYTES) {
            Wire.close(channel);
        }
    }

    /** Ends a transfer that cannot be completed, so that no client takes it for whole. */
    void breakOff(boolean framed) {
        closing = true;
        channel.flush();
        if (!framed) {
            channel.config().setSoLinger(0);
        }
        Wire.close(channel);
    }

    void abort() {
        Wire.close(channel);
    }

    /** Looks after the connection, a few times a second. */
    void tick(long now) {
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        boolean wanting = body != null && !body.ended() && body.isWanted();
        long received = closing ? lingerBytes : body == null ? 0 : body.received();
        switch (times.judge(now, channel, wanting, received)) {
            case FINE -> {
                if (!edge.listening() && isIdle() && now - times.sinceNanos() > DRAIN_IDLE_NANOS) {
                    Wire.close(channel);
                }
            }
            case CLOSE -> Wire.close(channel);
            case HEAD_LATE -> refuse(Refusal.TIMEOUT);
            case BODY_SLOW -> slow(current);
        }
    }

    private boolean isIdle() {
        return times.phase() == Phase.IDLE || times.phase() == Phase.SILENT;
    }

    private void slow(@Nullable Call current) {
        if (current == null || current.isReplied()) {
            Wire.close(channel);
        } else {
            current.requestBroken(new Failure.RequestTimeout());
        }
    }
}
