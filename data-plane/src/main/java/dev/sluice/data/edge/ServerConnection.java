package dev.sluice.data.edge;

import dev.sluice.data.edge.ConnectionTimes.Phase;
import dev.sluice.data.edge.ReplyHead.BodyEnd;
import dev.sluice.data.netty.FieldHeaders;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.response.EarlyAnswer;
import dev.sluice.data.telemetry.Protocol;
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
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One client connection of HTTP/1.x behind the decoder: takes its requests one after the other, and decides when it is read, flushed
 * and closed. Confined to its loop.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter implements Carrier, LoopMember {
    private static final Logger LOG = Logger.getLogger(ServerConnection.class);
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII)
                    .asReadOnly());
    private static final int MAX_DRAINED_BYTES = 65_536;

    /** A client that just got a reply may be sending already; one that was quiet for so long is not. */
    private static final long DRAIN_IDLE_NANOS = 500_000_000L;

    private final Edge edge;
    private final LoopContext loop;
    private final SocketChannel channel;
    private final RequestGuard guard;
    private final CallReader reader;
    private final ConnectionTimes times;
    private final EarlyReplies early;
    private final Http1Ending ending;
    private final long underway;
    private int index;
    private int requestsLeft;
    private @Nullable Call call;
    private boolean keepAlive;
    private boolean continueOwed;
    private boolean reading;
    private boolean flushOwed;
    private boolean heldBack;
    private boolean bodyFull;

    ServerConnection(Edge edge, LoopContext loop, SocketChannel channel, Peer peer) {
        EdgeLimits limits = edge.limits(peer);
        this.edge = edge;
        this.loop = loop;
        this.channel = channel;
        this.reader = new CallReader(edge, loop, peer);
        this.underway = peer.secure() ? BodyPace.RECORD_BYTES : 0;
        this.guard = new RequestGuard(this, loop, limits);
        this.times = new ConnectionTimes(limits);
        this.early = new EarlyReplies(loop, channel, reader);
        this.ending = new Http1Ending(channel, guard);
        this.requestsLeft = loop.ids().around(limits.requestsPerConnection());
    }

    @Override
    public Edge edge() {
        return edge;
    }

    @Override
    public LoopContext loop() {
        return loop;
    }

    SocketChannel channel() {
        return channel;
    }

    /** What stands in front of the decoder of this connection. */
    RequestGuard guard() {
        return guard;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void index(int newIndex) {
        index = newIndex;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        opened();
    }

    /** The client may send; for a connection whose handshake came first the channel was active before. */
    void opened() {
        loop.add(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ending.begin();
        Call current = call;
        call = null;
        if (current != null) {
            current.gone();
        }
        loop.remove(this);
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
        if (!Wire.isOfTheWire(cause)) {
            LOG.error("A connection failed by a bug.", cause);
        }
        abort();
    }

    private void head(DefaultHttpRequest head) {
        if (ending.hasBegun()) {
            return;
        }
        long now = System.nanoTime();
        if (head.decoderResult().isFailure()) {
            refuse(Refusal.MALFORMED);
            return;
        }
        long bodyBytes = guard.framing().bodyBytes();
        Protocol protocol = HttpVersion.HTTP_1_0.equals(head.protocolVersion()) ? Protocol.HTTP_1_0 : Protocol.HTTP_1_1;
        Call next = new Call(
                this,
                protocol,
                HttpMethod.HEAD.equals(head.method()),
                bodyBytes == 0 ? null : new InboundBody(this, bodyBytes));
        requestsLeft--;
        Headers fields = FieldHeaders.of(head.headers());
        long startNanos = times.phase() == Phase.HEAD ? times.sinceNanos() : now;
        Exchange exchange = reader.read(head.method().name(), head.uri(), fields, next, startNanos);
        times.enter(Phase.CALL, now);
        call = next;
        continueOwed = reader.arrival().expectsContinue() && protocol != Protocol.HTTP_1_0;
        if (exchange != null) {
            next.ready(exchange, reader.api(), reader.stage());
        } else if (reader.isHealthCheck()) {
            keepAlive = keepsAlive(next);
            early.write(EarlyAnswer.HEALTHY, next.isHead(), keepAlive, "health_check");
            next.answered();
            replied(next, now);
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

    @Override
    public ReplyStream newReply(Call replied, Exchange done, boolean last) {
        BodyEnd end = Http1Reply.endOf(replied, done.reply());
        keepAlive = end != BodyEnd.CLOSE && keepsAlive(replied) && !last;
        return new Http1Reply(replied, this, done, end, keepAlive);
    }

    /** A reply is complete; the next request may come once this one is there to its end. */
    @Override
    public void replied(Call done, long now) {
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
    private boolean keepsAlive(Call current) {
        Arrival arrival = reader.arrival();
        boolean asked = current.isHttp10() ? arrival.keepAlive() : !arrival.close();
        return asked && requestsLeft > 0 && !ending.hasBegun() && !edge.draining() && isDrainable(current);
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
        Call current = call;
        if (!ending.hasBegun()) {
            early.write(refusal.answer(), current != null && current.isHead(), false, refusal.reason());
            closeGracefully();
        }
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

    @Override
    public void bodyWanted() {
        if (continueOwed && !ending.hasBegun()) {
            continueOwed = false;
            Wire.write(channel, CONTINUE.duplicate());
            flushSoon();
        }
    }

    @Override
    public void bodyMoved() {
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
        channel.config().setAutoRead(ending.hasBegun() || !(bodyFull || heldBack));
    }

    void flushSoon() {
        if (reading) {
            flushOwed = true;
        } else {
            channel.flush();
        }
    }

    /** The last reply is written. */
    void closeGracefully() {
        if (ending.hasBegun()) {
            return;
        }
        Call current = call;
        boolean quiet =
                current != null && current.isReceived() && reader.arrival().close();
        ending.begin();
        times.enter(Phase.LINGER, System.nanoTime());
        readOrNot();
        if (current != null) {
            current.requestBody().cancel();
        }
        ending.gracefully(quiet);
    }

    @Override
    public void leave() {
        closeGracefully();
    }

    /** Bytes came after the end of what is served. */
    void discarded(int count) {
        ending.discarded(count);
    }

    /** Where only the end of the connection ends the body, it breaks off without a word. */
    @Override
    public void cut(Call broken) {
        ending.cut(broken.isHttp10());
    }

    @Override
    public void abort() {
        Wire.close(channel);
    }

    @Override
    public void tick(long now) {
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        boolean wanting = body != null && !body.ended() && body.isWanted();
        long received = (ending.hasBegun() ? ending.lingerBytes() : body == null ? 0 : body.received()) + underway;
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
