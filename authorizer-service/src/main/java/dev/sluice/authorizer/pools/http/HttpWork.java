package dev.sluice.authorizer.pools.http;

import dev.sluice.authorizer.http.Bodies;
import dev.sluice.authorizer.http.Bodies.Body;
import dev.sluice.authorizer.http.ClientAddress;
import dev.sluice.aws.signature.Header;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reads a request of up to 256 KiB, works on a virtual thread, and answers on the request's event loop. More than so many
 * at work, and more bytes than so many of all clients or of one address, are refused with 503.
 */
@Singleton
public final class HttpWork {
    private static final Logger LOG = Logger.getLogger(HttpWork.class);
    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final long MAX_HELD_BYTES = 32L << 20;
    private static final int MAX_RUNNING = 512;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);

    private final ClientAddress addresses;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore running = new Semaphore(MAX_RUNNING);
    private final Bodies bodies =
            new Bodies(MAX_BODY_BYTES, MAX_HELD_BYTES, MAX_HELD_BYTES / 4, BODY_PATIENCE, Bodies.Pace.REQUIRED);

    HttpWork(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @PreDestroy
    void stop() {
        workers.shutdown();
    }

    /** Serves one request; the work may block. */
    public void serve(RoutingContext context, Function<HttpRequest, HttpAnswer> work) {
        Context loop = context.vertx().getOrCreateContext();
        String address = addresses.of(context.request());
        bodies.read(context.request(), context.vertx(), address)
                .onSuccess(body -> begin(context, loop, work, body, address))
                .onFailure(failure -> refuse(context, failure));
    }

    /** A turn is held while there is work, not while a client sends. */
    private void begin(
            RoutingContext context, Context loop, Function<HttpRequest, HttpAnswer> work, Body body, String address) {
        if (!running.tryAcquire()) {
            body.close();
            close(context, 503);
            return;
        }
        workers.execute(() -> {
            HttpAnswer answer;
            try (body) {
                answer = answer(work, request(context.request(), body.bytes(), address));
            } finally {
                running.release();
            }
            loop.runOnContext(_ -> write(context, answer));
        });
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (!(failure instanceof Bodies.Refused refused)) {
            // The connection broke, and nobody is left to be answered.
            return;
        }
        switch (refused.limit()) {
            case LENGTH -> close(context, 413);
            case MEMORY -> close(context, 503);
            case TIME -> context.request().connection().close();
        }
    }

    private static HttpAnswer answer(Function<HttpRequest, HttpAnswer> work, HttpRequest request) {
        try {
            return work.apply(request);
        } catch (Throwable fault) {
            // An Error too: this thread ends with the call, and nobody else would answer it.
            LOG.error("A call met a fault of this service.", fault);
            return HttpAnswer.of(500, "");
        }
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

    private static void close(RoutingContext context, int status) {
        Bodies.leaveUnread(context.request(), context.vertx());
        context.response().setStatusCode(status).end();
    }

    private static HttpRequest request(HttpServerRequest request, byte[] body, String address) {
        var headers = new ArrayList<Header>();
        request.headers().forEach(header -> headers.add(new Header(header.getKey(), header.getValue())));
        return new HttpRequest(request.method().name(), request.uri(), headers, body, address);
    }
}
