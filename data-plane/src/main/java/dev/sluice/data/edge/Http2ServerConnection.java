package dev.sluice.data.edge;

import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.response.Answer;
import dev.sluice.data.response.EarlyAnswer;
import dev.sluice.data.telemetry.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One client connection of HTTP/2: starts a call for each stream, and decides when the connection ends. Windows, frames and
 * the table of fields are the codec's. Confined to its loop.
 */
final class Http2ServerConnection extends Http2ConnectionHandler implements LoopMember {
    private static final Logger LOG = Logger.getLogger(Http2ServerConnection.class);

    private final Edge edge;
    private final LoopContext loop;
    private final SocketChannel channel;
    private final EdgeLimits limits;
    private final Http2Limits http2;
    private final FrameCounts counts;
    private final FrameGuard guard;
    private final CallReader reader;
    private final Http2Head head;
    private final WriteStall stall;
    private final Http2Wire wire;
    private final Http2Streams streams;
    private final Http2Ending ending;
    private final FieldRoom fieldRoom;
    private final ReplyRoom replies;
    private final List<Http2Carrier> touched = new ArrayList<>();
    private @Nullable ChannelHandlerContext context;
    private int index;
    private int requestsLeft;
    private boolean reading;
    private int windowBytes;

    Http2ServerConnection(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Http2Setup setup) {
        super(decoder, encoder, settings, true);
        this.edge = setup.edge();
        this.loop = setup.loop();
        this.channel = setup.channel();
        this.limits = edge.limits(setup.peer());
        this.http2 = setup.limits();
        this.counts = new FrameCounts(http2);
        this.guard = new FrameGuard(this, counts, http2);
        this.reader = new CallReader(edge, loop, setup.peer());
        this.head = new Http2Head(limits, loop);
        this.stall = new WriteStall(limits);
        this.wire = new Http2Wire(this, counts);
        this.streams = new Http2Streams(connection());
        this.ending = new Http2Ending(this, streams, guard);
        this.fieldRoom = new FieldRoom(edge.windows());
        this.replies = new ReplyRoom(http2.waitingReplies());
        this.requestsLeft = loop.ids().around(limits.requestsPerConnection());
        decoder.frameListener(new Http2Frames(this));
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                streams.closed(stream);
            }
        });
        encoder.flowController().listener(this::writabilityChanged);
    }

    FrameGuard guard() {
        return guard;
    }

    Edge edge() {
        return edge;
    }

    LoopContext loop() {
        return loop;
    }

    EdgeLimits limits() {
        return limits;
    }

    /** How far replies may run ahead of the client. */
    ReplyRoom replies() {
        return replies;
    }

    /** A reply waits for the client no more: others may go on that were held up, behind what goes on now. */
    void taken() {
        if (replies.taken()) {
            loop.loop().execute(() -> streams.each(Http2Carrier::letGo));
        }
    }

    /** Where the fields of a request count until its stream is closed. */
    FieldRoom fieldRoom() {
        return fieldRoom;
    }

    /** How streams reach the client. */
    Http2Wire wire() {
        return wire;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void index(int newIndex) {
        index = newIndex;
    }

    /** The handshake is done. */
    void opened() {
        loop.add(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        context = ctx;
        ctx.flush();
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext current = context;
        if (current == null) {
            throw new IllegalStateException("the connection has no pipeline yet");
        }
        return current;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        reading = true;
        super.channelRead(ctx, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        for (Http2Carrier carrier : touched) {
            carrier.turnEnded();
        }
        touched.clear();
        reading = false;
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        ending.begin();
        super.channelInactive(ctx);
        loop.remove(this);
        edge.windows().give(windowBytes);
        windowBytes = 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
            super.exceptionCaught(ctx, cause);
            return;
        }
        if (!Wire.isOfTheWire(cause)) {
            LOG.error("A connection failed by a bug.", cause);
        }
        abort();
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception broken) {
        if (broken == null && !Wire.isOfTheWire(cause)) {
            LOG.error("A connection failed by a bug.", cause);
        }
        ending.begin();
        super.onConnectionError(ctx, outbound, cause, broken);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException broken) {
        boolean tooLarge = broken instanceof Http2Exception.HeaderListSizeException sized && sized.duringDecode();
        if (!tooLarge || !answerTooLarge(broken.streamId())) {
            super.onStreamError(ctx, outbound, cause, broken);
            provoked();
        }
    }

    /** The fields are over the limit that was told; answered as an overlong head of HTTP/1.1 is. */
    private boolean answerTooLarge(int id) {
        if (ending.isClosing() || streams.live() >= http2.streams() || connection().stream(id) != null) {
            return false;
        }
        try {
            Http2Stream stream = connection().remote().createStream(id, false);
            early(open(stream, System.nanoTime()), Refusal.HEADERS_TOO_LARGE, false);
            return true;
        } catch (Http2Exception _) {
            return false;
        }
    }

    private void provoked() {
        if (!counts.reset(System.nanoTime())) {
            calm();
        }
    }

    /** The fields of a request are here, or those behind a body. */
    void fields(int id, Http2Headers fields, boolean last) {
        Http2Stream stream = connection().stream(id);
        if (ending.isClosing() || stream == null) {
            return;
        }
        Http2Carrier carrier = streams.of(stream);
        if (carrier != null) {
            trailers(stream, carrier, fields);
        } else if (streams.live() >= http2.streams()) {
            refuse(stream, Http2Error.REFUSED_STREAM);
        } else {
            request(stream, fields, last);
        }
    }

    /** What follows a body ends it, and is dropped (security-requirements 18). */
    private void trailers(Http2Stream stream, Http2Carrier carrier, Http2Headers fields) {
        for (CharSequence name : fields.names()) {
            if (name.isEmpty() || name.charAt(0) == ':') {
                refuse(stream, Http2Error.PROTOCOL_ERROR);
                return;
            }
        }
        var _ = carrier.data(Unpooled.EMPTY_BUFFER, true);
        touched.add(carrier);
    }

    private void refuse(Http2Stream stream, Http2Error reason) {
        wire.reset(stream, reason);
        provoked();
    }

    private void request(Http2Stream stream, Http2Headers fields, boolean last) {
        long now = System.nanoTime();
        if (streams.live() + counts.resets(now) >= http2.undelivered()) {
            calm();
            return;
        }
        switch (head.read(fields)) {
            case MALFORMED -> refuse(stream, Http2Error.PROTOCOL_ERROR);
            case REFUSED -> early(open(stream, now), head.refusal(), head.isHead());
            case FINE -> start(stream, last, now);
        }
    }

    private Http2Carrier open(Http2Stream stream, long now) {
        Http2Carrier carrier = new Http2Carrier(this, stream, now);
        streams.open(stream, carrier);
        return carrier;
    }

    private void start(Http2Stream stream, boolean last, long now) {
        int fieldBytes = FieldRoom.bytes(head.headers());
        if (!fieldRoom.take(fieldBytes)) {
            refuse(stream, Http2Error.REFUSED_STREAM);
            return;
        }
        Http2Carrier carrier = open(stream, now);
        carrier.holds(fieldBytes);
        InboundBody body = last ? null : new InboundBody(carrier, head.bodyBytes());
        Call call = new Call(carrier, Protocol.HTTP_2, head.isHead(), body);
        Exchange exchange = reader.read(head.verb(), head.target(), head.headers(), call, now);
        if (--requestsLeft <= 0) {
            ending.leave(now);
        }
        if (exchange != null) {
            carrier.call(call, reader.arrival().expectsContinue() && body != null);
            call.ready(exchange, reader.api(), reader.stage());
            touched.add(carrier);
        } else if (reader.isHealthCheck()) {
            answer(carrier, EarlyAnswer.HEALTHY, "health_check", head.isHead());
        } else {
            early(carrier, reader.refusal(), head.isHead());
        }
    }

    private void early(Http2Carrier carrier, Refusal refusal, boolean toHead) {
        answer(carrier, refusal.answer(), refusal.reason(), toHead);
    }

    private void answer(Http2Carrier carrier, Answer answer, String reason, boolean toHead) {
        String requestId = loop.ids().requestId();
        carrier.answer(answer, requestId, toHead);
        loop.telemetry().early(requestId, System.currentTimeMillis(), reader.peer(), answer.status(), reason);
    }

    /** A slice of a body is here; tells how many of its bytes are done with. */
    int data(int id, ByteBuf slice, boolean padded, boolean last) {
        if (padded && !last && !slice.isReadable() && !counts.emptyData(System.nanoTime())) {
            calm();
        }
        Http2Carrier carrier = ending.isClosing() ? null : streams.of(id);
        if (carrier == null) {
            return slice.readableBytes();
        }
        touched.add(carrier);
        if (windowBytes == 0 && !last && slice.isReadable()) {
            widen();
        }
        return carrier.data(slice, last);
    }

    /** A body comes, and its sender may send more ahead while the node has room for that (security-requirements 27, 56). */
    private void widen() {
        int more = http2.connectionWindowBytes() - Http2Limits.FIRST_WINDOW_BYTES;
        if (more > 0 && context().channel().isActive() && edge.windows().take(more)) {
            windowBytes = more;
            wire.widen(more);
        }
    }

    /** The client widened a window; that of the connection when no stream is named. */
    void widened(int id) {
        long now = System.nanoTime();
        if (id == 0) {
            streams.each(carrier -> carrier.widened(now));
            return;
        }
        Http2Carrier carrier = streams.of(id);
        if (carrier != null) {
            carrier.widened(now);
        }
    }

    private void writabilityChanged(Http2Stream stream) {
        Http2Carrier carrier = streams.of(stream);
        if (carrier != null && wire.isWritable(stream)) {
            carrier.resume();
        }
    }

    void flushSoon() {
        if (!reading) {
            flush(context());
        }
    }

    /** The client does what no client needs to: it is told, and the connection ends with all its calls. */
    void calm() {
        refuse(Http2Error.ENHANCE_YOUR_CALM);
    }

    /** The same for a reason. */
    void refuse(Http2Error reason) {
        if (!ending.isClosing()) {
            if (reason == Http2Error.ENHANCE_YOUR_CALM) {
                loop.telemetry().flooded();
            }
            ending.end(reason);
        }
    }

    @Override
    public void tick(long now) {
        if (ending.isClosing()) {
            if (ending.hasLingered(now)) {
                abort();
            }
        } else if (stall.isOver(now, channel)) {
            abort();
        } else if (guard.isSilent()) {
            if (streams.areIdle(now, limits.headTime().toNanos())) {
                abort();
            }
        } else if (guard.isHeadLate(now, limits.headTime().toNanos())) {
            ending.end(Http2Error.ENHANCE_YOUR_CALM);
        } else {
            look(now);
        }
    }

    private void look(long now) {
        streams.each(carrier -> carrier.tick(now));
        if (ending.isClosing()) {
            return;
        }
        if (edge.draining()) {
            ending.leave(now);
        }
        if (ending.isLeaving()) {
            ending.farewell(now);
        } else if (streams.areIdle(now, limits.idleTime().toNanos())) {
            ending.end(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void abort() {
        Wire.close(channel);
    }
}
