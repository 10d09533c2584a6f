package dev.sluice.data.origin;

import dev.sluice.data.netty.FieldHeaders;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the call on it, never two at once. It goes back to its pool when the read that ended an answer is
 * complete, so that bytes beyond the answer are seen before another call could take them for its own. Confined to its loop.
 */
final class OriginConnection extends ChannelInboundHandlerAdapter {
    private static final int HEAD_BYTES = 1_024;
    private static final int SMALL_BODY_BYTES = 4_096;

    private final OriginPool pool;
    private final Channel channel;
    private final ResponseGuard guard;
    private final ResponseDecoder decoder = new ResponseDecoder();
    private @Nullable OriginCall call;
    private @Nullable RequestSender sender;
    private boolean headCame;
    private boolean interim;
    private boolean ended;
    private boolean keepAlive;
    private boolean endsByClose;
    private boolean farewell;
    private long idleNanos;
    private long restingSinceNanos;
    private String lastProblem = "the origin closed the connection";

    OriginConnection(OriginPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
        this.guard = new ResponseGuard(pool.owner().window(), this::invalid);
        this.idleNanos = pool.limits().idle().toNanos();
    }

    void install() {
        channel.pipeline().addLast(guard, decoder, this);
    }

    boolean isUsable() {
        return channel.isActive();
    }

    void rest(long nowNanos) {
        restingSinceNanos = nowNanos;
    }

    boolean restsTooLong(long nowNanos) {
        return nowNanos - restingSinceNanos > idleNanos;
    }

    void close() {
        var _ = channel.close();
    }

    /** How many bytes of an answer can go on. */
    int room() {
        return call == null ? Integer.MAX_VALUE : call.room();
    }

    /** Sends a call's request; the connection is at rest. */
    void start(OriginCall newCall) {
        call = newCall;
        headCame = false;
        ended = false;
        keepAlive = false;
        OriginRequest request = newCall.request();
        guard.expectHead();
        decoder.expect(request.verb().equals("HEAD"));
        Body body = request.body();
        long declared = body.declaredBytes();
        boolean small = declared > 0 && declared <= SMALL_BODY_BYTES;
        ByteBuf head = channel.alloc().ioBuffer(small ? HEAD_BYTES + (int) declared : HEAD_BYTES);
        RequestHead.write(request, declared, head);
        if (declared == 0 && body.equals(Body.EMPTY)) {
            var _ = channel.writeAndFlush(head, channel.voidPromise());
        } else {
            RequestSender newSender = new RequestSender(this, channel, body, head);
            sender = newSender;
            newSender.start();
        }
    }

    void requestSent() {
        sender = null;
        if (call != null) {
            call.requestSent();
        }
    }

    /** The client's body broke off: the origin must not take what it has for the whole. */
    void requestFailed(Failure failure) {
        sender = null;
        end(failure);
    }

    /** Whether another call may follow once this answer is read to its end. */
    boolean isReusableAfterAnswer() {
        return keepAlive && sender == null && channel.isActive();
    }

    boolean waitsForClient() {
        return sender != null && sender.waitsForClient();
    }

    /** The call wants no answer any more. */
    void abort() {
        call = null;
        stopSender();
        close();
    }

    /** The origin broke the rules. */
    void invalid(String problem) {
        end(new Failure.IntegrationInvalid(problem));
    }

    private void end(Failure failure) {
        OriginCall current = call;
        call = null;
        stopSender();
        close();
        if (current != null && headCame) {
            current.cut(failure);
        } else if (current != null) {
            current.fail(failure);
        }
    }

    private void stopSender() {
        RequestSender current = sender;
        sender = null;
        if (current != null) {
            current.stop();
        }
    }

    void pause() {
        channel.config().setAutoRead(false);
    }

    void resume() {
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        OriginCall current = call;
        if (current == null || ended) {
            ReferenceCountUtil.release(message);
            keepAlive = false;
            close();
            return;
        }
        if (message instanceof HttpResponse response) {
            head(current, response);
        } else if (message instanceof HttpContent content) {
            content(current, content);
        }
    }

    private void head(OriginCall current, HttpResponse response) {
        int status = response.status().code();
        Headers headers = FieldHeaders.of(response.headers());
        boolean http10 = response.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (response.decoderResult().isFailure()) {
            unreadable(response.decoderResult().cause());
        } else if (status == 101) {
            invalid("the origin switched protocols");
        } else if (status < 200) {
            interim = true;
        } else {
            String problem = decoder.wasAmbiguous()
                    ? "the answer has both a length and a transfer coding"
                    : ResponseHead.problem(headers, http10);
            if (problem != null) {
                invalid(problem);
            } else {
                acceptHead(current, status, headers, http10);
            }
        }
    }

    private void unreadable(Throwable cause) {
        if (cause instanceof PrematureChannelClosureException) {
            pool.answered(false);
            end(new Failure.IntegrationUnreachable(lastProblem));
        } else {
            invalid("the head cannot be read: " + cause.getMessage());
        }
    }

    private void acceptHead(OriginCall current, int status, Headers headers, boolean http10) {
        boolean bodiless = current.request().verb().equals("HEAD") || status == 204 || status == 304;
        keepAlive = ResponseHead.keepsAlive(headers, http10, bodiless);
        int promised = ResponseHead.keepAliveSeconds(headers);
        if (promised >= 0) {
            idleNanos = Math.min(idleNanos, TimeUnit.SECONDS.toNanos(Math.max(0, promised - 1)));
        }
        endsByClose = !ResponseHead.isFramed(headers, bodiless);
        headCame = true;
        pool.answered(true);
        current.head(status, headers, bodiless ? 0 : ResponseHead.declaredBytes(headers));
    }

    private void content(OriginCall current, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            invalid("the body cannot be read");
            return;
        }
        if (interim) {
            interim = false;
            content.release();
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (last && endsByClose && pool.key().secure() && !farewell) {
            content.release();
            end(new Failure.IntegrationUnreachable("the connection was cut without the farewell of TLS"));
            return;
        }
        ByteBuf slice = content.content();
        if (slice.isReadable()) {
            current.slice(slice);
        } else {
            content.release();
        }
        if (last && call == current) {
            ended = true;
            current.arrived();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        OriginCall current = call;
        if (current == null) {
            return;
        }
        if (!ended) {
            current.quiet();
            return;
        }
        boolean reusable = isReusableAfterAnswer() && !decoder.hasSurplus();
        call = null;
        stopSender();
        if (reusable) {
            resume();
            pool.release(this);
        } else {
            close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (sender != null && channel.isWritable()) {
            sender.writable();
        }
    }

    /** TLS says farewell: nothing more will come, so the connection is of no use, and a body may end here. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            farewell = true;
            close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        breakOff();
        call = null;
        stopSender();
        pool.closed(this);
    }

    private void breakOff() {
        if (call != null && !ended) {
            if (!headCame) {
                pool.answered(false);
            }
            end(new Failure.IntegrationUnreachable(lastProblem));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException && call != null) {
            invalid("the answer cannot be read: " + cause.getMessage());
            return;
        }
        lastProblem = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        breakOff(); // before the close makes the decoder take what came for the whole
        close();
    }
}
