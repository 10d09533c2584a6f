package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.routing.RouteTrie;
import dev.sluice.data.stage.CompiledMethod;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.stage.Compiling;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.telemetry.CallEnd;
import dev.sluice.data.telemetry.ExecutionLines;
import dev.sluice.data.telemetry.HeardBytes;
import dev.sluice.data.telemetry.Protocol;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request, from its head to the last byte of its reply, whatever protocol carries it. Whatever arrives for it afterwards, from a
 * step that was slow or an origin that was cancelled, ends here. Confined to the carrier's loop.
 */
final class Call implements Exchange.ReplyWriter {
    private static final Logger LOG = Logger.getLogger(Call.class);

    private final Carrier carrier;
    private final Edge edge;
    private final LoopContext loop;
    private final Protocol protocol;
    private final boolean head;
    private final @Nullable InboundBody body;

    private @Nullable Exchange exchange;
    private @Nullable ReplyStream reply;
    private String api = "";
    private String stage = "";
    private boolean dispatched;
    private boolean ended;
    private boolean sentAway;
    private boolean written;

    /**
     * A request whose head was decoded.
     *
     * @param protocol what the client speaks
     * @param head whether the request line said HEAD, so that no body may follow the head of the reply
     * @param body null when the request has none
     */
    Call(Carrier carrier, Protocol protocol, boolean head, @Nullable InboundBody body) {
        this.carrier = carrier;
        this.edge = carrier.edge();
        this.loop = carrier.loop();
        this.protocol = protocol;
        this.head = head;
        this.body = body;
    }

    Body requestBody() {
        return body == null ? Body.EMPTY : body;
    }

    @Nullable
    InboundBody inbound() {
        return body;
    }

    boolean isHttp10() {
        return protocol == Protocol.HTTP_1_0;
    }

    boolean isHead() {
        return head;
    }

    /** Whether the request is on hand to its last byte. */
    boolean isReceived() {
        return body == null || body.ended();
    }

    /** Whether the reply was handed to the transport in full. */
    boolean isReplied() {
        return ended;
    }

    /** Whether the call waits for {@link #dispatch}. */
    boolean isWaiting() {
        return exchange != null && !dispatched;
    }

    /** The connection answered by itself: nothing runs for this call. */
    void answered() {
        ended = true;
    }

    void ready(Exchange newExchange, String newApi, String newStage) {
        exchange = newExchange;
        api = newApi;
        stage = newStage;
    }

    /** Looks for the stage and its method, and lets the method run. */
    void dispatch() {
        dispatched = true;
        serve(edge.stages().find(api, stage));
    }

    private void serve(Lookup lookup) {
        Exchange current = exchange;
        if (ended || current == null) {
            return;
        }
        switch (lookup) {
            case Lookup.Found(CompiledStage found)
            when !found.reach().admits(current.request().entrance()) -> refuse(current, new Failure.UnknownApi());
            case Lookup.Found(CompiledStage found) -> route(current, found);
            case Lookup.NotConfigured _ -> {
                sentAway = true;
                refuse(current, new Failure.Unavailable("the node has no configuration yet"));
            }
            case Lookup.Failed(String reason) -> refuse(current, new Failure.Unavailable(reason));
            case Lookup.Unknown _, Lookup.Suspended _ -> refuse(current, new Failure.UnknownApi());
            case Compiling compiling -> compiling.whenReady(loop.loop(), this::serve);
        }
    }

    private void route(Exchange current, CompiledStage found) {
        current.stage(found.facts());
        Request request = current.request();
        RouteTrie.@Nullable Match<CompiledMethod> match =
                found.route(request.verb(), request.canonicalPath(), request.path());
        LogSetting logging = match == null ? null : match.method().logging();
        if (logging != null) {
            writeDown(current, logging);
        }
        Failure refusal = refusal(found, request);
        if (refusal != null) {
            refuse(current, refusal);
        } else if (match == null) {
            refuse(current, new Failure.UnknownRoute());
        } else {
            CompiledMethod method = match.method();
            current.route(found.facts(), method.facts(), match.pathValues(), method.pipeline());
        }
    }

    /** What is refused before the route counts (rest-api-runtime 1.1, steps 6 and 7). */
    private @Nullable Failure refusal(CompiledStage found, Request request) {
        if (body == null) {
            return null;
        }
        return body.declaredBytes() > edge.settings().limits().bodyBytes()
                ? new Failure.RequestTooLarge()
                : found.refusal(request);
    }

    private void writeDown(Exchange current, LogSetting logging) {
        ExecutionLines log = loop.telemetry().executionLog(logging);
        if (log != null) {
            current.log(log);
            HeardBytes heard = log.began(current);
            if (body != null && heard != null) {
                body.hear(heard);
            }
        }
    }

    private void refuse(Exchange current, Failure failure) {
        Pipeline.refuse(current, failure, edge.responder());
    }

    /** The request's body will not come to its end: too large, too slow or malformed. */
    void requestBroken(Failure failure) {
        Exchange current = exchange;
        InboundBody inbound = body;
        if (written) {
            carrier.leave();
        } else if (current == null || inbound == null) {
            carrier.abort();
        } else if (ended) {
            carrier.leave();
        } else if (reply != null) {
            if (!(failure instanceof Failure.RequestTimeout && inbound.isDropped())) {
                cut(current, reply); // how slow bytes come that nobody wants is no matter yet
            }
        } else {
            inbound.fail(failure);
            if (!ended && reply == null) {
                current.cancel();
                refuse(current, failure);
            }
        }
    }

    private void cut(Exchange current, ReplyStream begun) {
        ended = true;
        begun.stop();
        current.cancel();
        over(current, current.reply().status(), System.nanoTime());
        carrier.cut(this);
    }

    /** The connection is closed: everything that runs for this call stops. */
    void gone() {
        if (ended) {
            dropUnread();
            return;
        }
        Exchange current = exchange;
        ReplyStream begun = reply;
        ended = true;
        if (body != null) {
            body.fail(new Failure.ClientGone());
            body.release();
        }
        if (begun != null) {
            begun.stop();
        }
        if (current != null) {
            current.cancel();
            // What goes on without its client has nobody's room to wait for.
            current.roomAgain();
            if (current.failure() == null) {
                current.failure(new Failure.ClientGone());
            }
            over(current, begun != null && begun.isBegun() ? current.reply().status() : 0, System.nanoTime());
        }
    }

    /** The last limit of a call: whatever cannot be written ends its connection, never leaves it waiting. */
    @Override
    public void write(Exchange done) {
        try {
            begin(done);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "A reply could not be written; its connection is closed. requestId=%s", done.requestId());
            carrier.abort();
        }
    }

    private void begin(Exchange done) {
        Reply answer = done.reply();
        if (ended || reply != null) {
            answer.body().cancel();
            return;
        }
        int status = ReplyHead.validStatus(answer.status());
        answer.status(status);
        boolean emptied = !head && done.request().verb().equals("HEAD");
        if (emptied) {
            answer.body().cancel();
            answer.body(Body.EMPTY);
        }
        ExecutionLog log = done.log();
        if (log != null) {
            answer.body(log.replying(ReplyHead.sent(answer.headers()), answer.body()));
        }
        ReplyStream stream = carrier.newReply(this, done, closes(done.failure()));
        reply = stream;
        if (head) {
            stream.startWithoutBody();
        } else {
            stream.start();
        }
    }

    /** Whether the rest of the request has no reading, or the client is better off elsewhere. */
    private boolean closes(@Nullable Failure failure) {
        return sentAway
                || failure instanceof Failure.RequestTooLarge
                || failure instanceof Failure.RequestTimeout
                || failure instanceof Failure.ClientGone;
    }

    @Override
    public int room() {
        return carrier.room();
    }

    /** The transport has room again. */
    void resume() {
        ReplyStream current = reply;
        if (ended) {
            return;
        }
        if (current != null) {
            current.resume();
        } else if (exchange != null) {
            exchange.roomAgain();
        }
    }

    void replyWritten() {
        ended = true;
        dropUnread();
        Exchange current = exchange;
        long now = System.nanoTime();
        if (current != null) {
            over(current, current.reply().status(), now);
        }
        // what a client does not take may wait for long, and needs no more than its bytes
        written = true;
        exchange = null;
        reply = null;
        carrier.replied(this, now);
    }

    /** A refusal asks for no body, yet what came of it waits. */
    private void dropUnread() {
        if (body != null && !body.isRead()) {
            body.release();
        }
    }

    /** The reply's body was cut: said in full while nothing was sent, else the transfer breaks visibly. */
    void replyBroken(ReplyStream broken, Failure failure) {
        Exchange current = exchange;
        if (ended || current == null) {
            return;
        }
        current.failure(failure);
        if (broken.isBegun()) {
            cut(current, broken);
        } else {
            reply = null;
            refuse(current, failure);
        }
    }

    /** The call is over. */
    private void over(Exchange current, int status, long now) {
        ExecutionLog executionLog = current.log();
        if (executionLog != null) {
            executionLog.ended(current, status);
        }
        current.end();
        ReplyStream written = reply;
        loop.telemetry()
                .ended(
                        current,
                        new CallEnd(
                                status,
                                body == null ? 0 : body.received(),
                                written == null || head ? 0 : written.sent(),
                                now,
                                protocol,
                                api,
                                stage));
    }
}
