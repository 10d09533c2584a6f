package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.response.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One stream of HTTP/2, which carries one call. Confined to the connection's loop. */
final class Http2Carrier implements Carrier {
    /** So much of a request that nobody reads is awaited, so that its sender need not be interrupted. */
    private static final int MAX_DRAINED_BYTES = 65_536;

    private final Http2ServerConnection connection;
    private final Http2Wire wire;
    private final Http2Stream stream;
    private final BodyPace pace;
    private @Nullable Call call;
    private boolean continueOwed;
    private long returned;
    private long takenSince;
    private int fieldBytes;
    private boolean delivered;
    private boolean waits;
    private boolean held;
    private boolean closed;

    Http2Carrier(Http2ServerConnection connection, Http2Stream stream, long now) {
        this.connection = connection;
        this.wire = connection.wire();
        this.stream = stream;
        this.pace = new BodyPace(connection.limits());
        this.takenSince = now;
        pace.start(now);
    }

    /** The call that this stream carries; without one it only brings an early answer home. */
    void call(Call newCall, boolean expectsContinue) {
        call = newCall;
        continueOwed = expectsContinue;
    }

    /** The fields of its request take so many bytes, which count until the stream is closed. */
    void holds(int bytes) {
        fieldBytes = bytes;
    }

    @Override
    public Edge edge() {
        return connection.edge();
    }

    @Override
    public LoopContext loop() {
        return connection.loop();
    }

    /** Bytes of the body came, or its end; takes over a share of the slice. Tells how many bytes are done with. */
    int data(ByteBuf slice, boolean last) {
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        int count = slice.readableBytes();
        if (current == null || body == null) {
            return count;
        }
        body.accept(slice.retain());
        if (body.received() > connection.limits().bodyBytes() && !body.ended()) {
            current.requestBroken(new Failure.RequestTooLarge());
        }
        if (last) {
            body.end();
        }
        return 0;
    }

    /** Everything that came in one turn is here. */
    void turnEnded() {
        Call current = call;
        if (current == null || closed) {
            return;
        }
        if (current.isWaiting()) {
            current.dispatch();
        } else if (current.inbound() != null) {
            current.inbound().idle();
        }
    }

    @Override
    public void bodyWanted() {
        if (continueOwed && !closed) {
            continueOwed = false;
            wire.proceed(stream);
        }
    }

    @Override
    public void bodyMoved() {
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        long due = body == null ? 0 : body.taken() - returned;
        if (due > 0) {
            returned += due;
            wire.taken(stream, (int) due);
        }
    }

    @Override
    public ReplyStream newReply(Call replied, Exchange done, boolean last) {
        Body body = done.reply().body();
        int status = done.reply().status();
        boolean bodiless = status == 204 || status == 304;
        long length = bodiless || (replied.isHead() && body.declaredBytes() <= 0) ? -1 : body.declaredBytes();
        Http2Headers head = Http2Fields.of(done, loop().date(), length);
        return new Http2Reply(replied, this, body, bodiless, head);
    }

    boolean isWritable() {
        return wire.isWritable(stream);
    }

    @Override
    public int room() {
        int room = closed ? Integer.MAX_VALUE : connection.replies().bytes(wire.window(stream));
        held = room == 0;
        return room;
    }

    /** The client has to take something before more of the reply is written. */
    void waits() {
        if (!waits && !closed) {
            waits = true;
            held = false;
            connection.replies().waits();
        }
    }

    private void waitsNoMore() {
        if (waits) {
            waits = false;
            connection.taken();
        }
    }

    /** Goes on if it was held up for the sake of other streams, and need not be any longer. */
    void letGo() {
        if (held && !waits && room() > 0) {
            resume();
        }
    }

    void flushSoon() {
        connection.flushSoon();
    }

    void writeHead(Http2Headers head, boolean last) {
        var written = wire.head(stream, head, last);
        if (last) {
            var _ = written.addListener(sent -> delivered(sent.isSuccess()));
        }
    }

    void writeData(ByteBuf slice, boolean last) {
        var written = wire.data(stream, slice, last);
        if (last) {
            var _ = written.addListener(sent -> delivered(sent.isSuccess()));
        }
    }

    /** Answers before there is an exchange. */
    void answer(Answer answer, String requestId, boolean head) {
        byte[] body = answer.bytes();
        boolean bare = head || body.length == 0;
        writeHead(Http2Fields.of(answer.status(), requestId, answer.headers(), loop().date(), body.length), bare);
        if (!bare) {
            writeData(Unpooled.wrappedBuffer(body), true);
        }
        connection.flushSoon();
    }

    @Override
    public void replied(Call done, long now) {
        connection.flushSoon();
        if (!done.isReceived() && isShort(done.inbound())) {
            done.requestBody().cancel();
        }
    }

    /** The client has all of the reply; what it still sends of a long request is no use to anybody. */
    private void delivered(boolean sent) {
        delivered = true;
        Call current = call;
        boolean received = current != null && (current.isReceived() || isShort(current.inbound()));
        if (sent && !closed && !received) {
            leave();
        }
    }

    private static boolean isShort(@Nullable InboundBody body) {
        return body != null && body.declaredBytes() >= 0 && body.declaredBytes() - body.received() <= MAX_DRAINED_BYTES;
    }

    @Override
    public void cut(Call broken) {
        reset(Http2Error.INTERNAL_ERROR);
    }

    @Override
    public void leave() {
        if (!Http2Wire.isHalfClosed(stream)) {
            reset(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void abort() {
        reset(Http2Error.INTERNAL_ERROR);
    }

    private void reset(Http2Error reason) {
        if (!closed) {
            wire.reset(stream, reason);
        }
    }

    /** The client widened a window. */
    void widened(long now) {
        takenSince = now;
        letGo();
    }

    /** There is room on the way to the client. */
    void resume() {
        waitsNoMore();
        Call current = call;
        if (current != null) {
            current.resume();
        }
    }

    /** The stream is closed, whoever closed it and why. */
    void closed() {
        closed = true;
        connection.fieldRoom().give(fieldBytes);
        fieldBytes = 0;
        waitsNoMore();
        Call current = call;
        if (current != null) {
            current.gone();
            current.requestBody().cancel();
        }
    }

    /** Looks after the call's time limits (security-requirements 26). */
    void tick(long now) {
        letGo();
        if (!held && !wire.isBlocked(stream)) {
            takenSince = now;
        } else if (now - takenSince > connection.limits().writeStall().toNanos()) {
            reset(Http2Error.CANCEL);
            return;
        }
        Call current = call;
        InboundBody body = current == null ? null : current.inbound();
        // What nobody wants may come as slowly as it likes while the client still takes its reply.
        boolean wanting = body != null && !body.ended() && body.isWanted() && (delivered || !body.isDropped());
        if (pace.isSlow(now, wanting, body == null ? 0 : body.received() + 2 * BodyPace.RECORD_BYTES)
                && current != null) {
            slow(current);
        }
    }

    private void slow(Call current) {
        if (current.isReplied()) {
            reset(Http2Error.CANCEL);
        } else {
            current.requestBroken(new Failure.RequestTimeout());
        }
    }
}
