package dev.sluice.data.edge;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.TestMethod;
import dev.sluice.data.telemetry.ExecutionLines;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One test invocation on its loop: it runs as any exchange does, but its reply is collected whole and nothing of it is
 * counted. A streamed reply is collected as far as it comes in time, and has no log (rest-api-runtime 8.7). It answers
 * exactly once, unless it is stopped before. Confined to the exchange's loop.
 */
final class TestCall implements Exchange.ReplyWriter {
    /** The status of a stream of which no head came in time. */
    private static final int NOTHING_CAME = 0;

    private final TestMethod method;
    private final TestRequest request;
    private final GatewayResponder responder;
    private final Limits limits;
    private final Consumer<TestReply> then;
    private final ExecutionLines log = new ExecutionLines();

    private @Nullable Collector collector;
    private @Nullable Future<?> deadline;
    private boolean over;

    /**
     * How much a client may send, and how long the whole may take.
     *
     * @param streamed whether what has come by then is the answer
     */
    record Limits(long bodyBytes, Duration time, boolean streamed) {}

    TestCall(
            TestMethod method,
            TestRequest request,
            GatewayResponder responder,
            Limits limits,
            Consumer<TestReply> then) {
        this.method = method;
        this.request = request;
        this.responder = responder;
        this.limits = limits;
        this.then = then;
    }

    /** Begins; the exchange is new and its writer is this call. */
    void start(Exchange exchange, String body) {
        if (over) {
            return;
        }
        deadline = exchange.loop().schedule(() -> late(exchange), limits.time().toMillis(), TimeUnit.MILLISECONDS);
        var sent = request.request();
        TestMethod.Route route = method.route(sent.verb(), sent.canonicalPath(), sent.path());
        exchange.stage(route.stage());
        if (!limits.streamed()) {
            exchange.log(log);
            log.started(exchange, pathParameters(route), body);
        }
        if (request.refusal() != null) {
            request.refusal().answer().renderTo(exchange.reply());
            collect(exchange);
        } else if (sent.body().declaredBytes() > limits.bodyBytes()) {
            fail(exchange, new Failure.RequestTooLarge());
        } else {
            route.run(exchange);
        }
    }

    private static Map<String, String> pathParameters(TestMethod.Route route) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int index = 0; index < route.names().size(); index++) {
            parameters.put(route.names().get(index), route.values().get(index));
        }
        return parameters;
    }

    /** Nobody waits any more: everything that runs for this call ends. */
    void stop(Exchange exchange) {
        if (!over) {
            end();
            exchange.cancel();
            exchange.reply().body().cancel();
            exchange.end();
        }
    }

    @Override
    public void write(Exchange exchange) {
        if (over || collector != null) {
            exchange.reply().body().cancel();
        } else {
            collect(exchange);
        }
    }

    private void late(Exchange exchange) {
        if (over) {
            return;
        }
        exchange.cancel();
        exchange.reply().body().cancel();
        Collector begun = collector;
        if (!limits.streamed()) {
            fail(exchange, new Failure.IntegrationTimeout());
        } else if (begun == null) {
            exchange.reply().status(NOTHING_CAME);
            exchange.reply().headers(new Headers(0));
            finish(exchange, new TestBytes(TestAnswer.MAX_BODY_BYTES));
        } else {
            finish(exchange, begun.bytes);
        }
    }

    /** Nothing has left yet, so a failure takes the place of whatever was collected. */
    private void fail(Exchange exchange, Failure failure) {
        exchange.failure(failure);
        responder.render(exchange, failure);
        collect(exchange);
    }

    private void collect(Exchange exchange) {
        Reply reply = exchange.reply();
        int status = ReplyHead.validStatus(reply.status());
        reply.status(status);
        Headers headers = ReplyHead.sent(reply.headers());
        reply.headers(headers);
        if (!limits.streamed()) {
            reply.body(log.replying(headers, reply.body()));
        }
        Collector mine = new Collector(exchange);
        collector = mine;
        if (status == 204 || status == 304 || exchange.request().verb().equals("HEAD")) {
            reply.body().cancel();
            mine.end();
        } else {
            reply.body().readTo(mine);
        }
    }

    private void finish(Exchange exchange, TestBytes body) {
        end();
        Reply reply = exchange.reply();
        if (request.refusal() != null) {
            log.refused(
                    "Execution failed due to a request that is "
                            + request.refusal().reason(),
                    reply.status());
        } else {
            if (body.isCut() && exchange.failure() == null) {
                log.line("The response body is longer than the " + TestAnswer.MAX_BODY_BYTES
                        + " bytes that a test invocation shows; the rest is left out");
            }
            log.ended(exchange, reply.status());
        }
        exchange.end();
        long nanos = System.nanoTime() - exchange.startNanos();
        then.accept(new TestReply(
                reply.status(),
                byName(reply.headers()),
                body,
                limits.streamed() ? "" : log.text(exchange.requestId()),
                TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private void end() {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private static Map<String, List<String>> byName(Headers headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int index = 0; index < headers.size(); index++) {
            byte[] value = headers.value(index).getBytes(StandardCharsets.ISO_8859_1);
            values.computeIfAbsent(headers.name(index), _ -> new ArrayList<>(1))
                    .add(new String(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    /** Reads one reply whole; a later one takes its place when it fails. */
    private final class Collector implements Body.Reader {
        private final Exchange exchange;
        private final TestBytes bytes = new TestBytes(TestAnswer.MAX_BODY_BYTES);

        Collector(Exchange exchange) {
            this.exchange = exchange;
        }

        private boolean isCurrent() {
            return !over && collector == this;
        }

        @Override
        public boolean accept(ByteBuf slice) {
            try {
                if (!isCurrent()) {
                    return true;
                }
                bytes.take(slice);
            } finally {
                slice.release();
            }
            if (bytes.isCut()) {
                finish(exchange, bytes);
                exchange.reply().body().cancel();
            }
            return true;
        }

        @Override
        public void end() {
            if (isCurrent()) {
                finish(exchange, bytes);
            }
        }

        @Override
        public void fail(Failure failure) {
            if (isCurrent() && limits.streamed()) {
                finish(exchange, bytes);
            } else if (isCurrent()) {
                TestCall.this.fail(exchange, failure);
            }
        }
    }
}
