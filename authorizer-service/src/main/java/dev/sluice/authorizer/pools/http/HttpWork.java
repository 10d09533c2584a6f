package dev.sluice.authorizer.pools.http;

import dev.sluice.aws.signature.Header;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reads a request of up to 256 KiB, works on a virtual thread, and answers on the request's event loop. More than so many
 * at once are refused at the door.
 */
@Singleton
public final class HttpWork {
    private static final Logger LOG = Logger.getLogger(HttpWork.class);
    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final int MAX_RUNNING = 512;
    private static final long BODY_PATIENCE_MILLIS = 30_000;
    private static final long LINGER_MILLIS = 2_000;

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore running = new Semaphore(MAX_RUNNING);

    @PreDestroy
    void stop() {
        workers.shutdown();
    }

    /** Serves one request; the work may block. */
    public void serve(RoutingContext context, Function<HttpRequest, HttpAnswer> work) {
        HttpServerRequest request = context.request();
        if (!running.tryAcquire()) {
            close(context, 503);
            return;
        }
        context.addEndHandler(_ -> running.release());
        Context loop = context.vertx().getOrCreateContext();
        Buffer body = Buffer.buffer();
        long timer = context.vertx()
                .setTimer(BODY_PATIENCE_MILLIS, _ -> request.connection().close());
        request.handler(part -> {
            if (body.length() + part.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(part);
            } else if (!context.response().ended()) {
                context.vertx().cancelTimer(timer);
                close(context, 413);
            }
        });
        request.endHandler(_ -> {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                workers.execute(() -> answer(context, loop, work, body));
            }
        });
        request.exceptionHandler(_ -> context.vertx().cancelTimer(timer));
    }

    private static void answer(
            RoutingContext context, Context loop, Function<HttpRequest, HttpAnswer> work, Buffer body) {
        HttpAnswer answer;
        try {
            answer = work.apply(request(context.request(), body));
        } catch (Throwable fault) {
            // An Error too: this thread ends with the call, and nobody else would answer it.
            LOG.error("A call met a fault of this service.", fault);
            answer = HttpAnswer.of(500, "");
        }
        HttpAnswer made = answer;
        loop.runOnContext(_ -> write(context, made));
    }

    private static void write(RoutingContext context, HttpAnswer answer) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(line -> response.headers().add(line.name(), line.value()));
        if (answer.body().isEmpty()) {
            response.end();
        } else {
            response.end(answer.body());
        }
    }

    /** Refuses unread; the close waits, since one with unread bytes can take the answer from the client. */
    private static void close(RoutingContext context, int status) {
        context.response()
                .setStatusCode(status)
                .putHeader("Connection", "close")
                .end();
        context.vertx()
                .setTimer(LINGER_MILLIS, _ -> context.request().connection().close());
    }

    private static HttpRequest request(HttpServerRequest request, Buffer body) {
        var headers = new ArrayList<Header>();
        request.headers().forEach(header -> headers.add(new Header(header.getKey(), header.getValue())));
        HostAndPort authority = request.authority();
        if (authority != null && !request.headers().contains("Host")) {
            // HTTP/2 names the host otherwise; signatures do not.
            headers.add(new Header("Host", authority.toString()));
        }
        return new HttpRequest(
                request.method().name(),
                request.uri(),
                headers,
                body.getBytes(),
                request.remoteAddress().hostAddress());
    }
}
