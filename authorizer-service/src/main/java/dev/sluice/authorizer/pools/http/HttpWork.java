package dev.sluice.authorizer.pools.http;

import dev.sluice.authorizer.http.Bodies;
import dev.sluice.authorizer.http.Bodies.Body;
import dev.sluice.authorizer.http.ClientAddress;
import dev.sluice.authorizer.pools.store.Places;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads a request of up to 256 KiB, works on a virtual thread, and answers on the request's event loop. More than so many
 * at work, and more bytes than so many of all clients or of one address, are refused with 503; of one tenant a quarter is at
 * work. Public documents have places of their own, so that tokens can be verified while users sign in.
 */
@Singleton
public final class HttpWork {
    private static final Logger LOG = Logger.getLogger(HttpWork.class);
    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final long MAX_HELD_BYTES = 32L << 20;
    private static final int MAX_RUNNING = 512;
    private static final int MAX_RUNNING_DOCUMENTS = 64;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);

    private final ClientAddress addresses;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Places calls = new Places(MAX_RUNNING, MAX_RUNNING / 4);
    private final Places documents = new Places(MAX_RUNNING_DOCUMENTS, MAX_RUNNING_DOCUMENTS / 2);
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
        serve(context, calls, work);
    }

    /** Serves a request for a public document. */
    public void serveDocument(RoutingContext context, Function<HttpRequest, HttpAnswer> work) {
        serve(context, documents, work);
    }

    private void serve(RoutingContext context, Places places, Function<HttpRequest, HttpAnswer> work) {
        Context loop = context.vertx().getOrCreateContext();
        String address = addresses.of(context.request());
        bodies.read(context.request(), context.vertx(), address)
                .onSuccess(body -> {
                    // A place is held while there is work, not while a client sends.
                    if (places.take()) {
                        begin(context, loop, places, () -> answer(context.request(), work, body, address));
                    } else {
                        body.close();
                        close(context, 503);
                    }
                })
                .onFailure(failure -> refuse(context, failure));
    }

    private void begin(RoutingContext context, Context loop, Places places, Supplier<HttpAnswer> work) {
        workers.execute(() -> {
            HttpAnswer answer = places.work(work);
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

    private static HttpAnswer answer(
            HttpServerRequest request, Function<HttpRequest, HttpAnswer> work, Body body, String address) {
        try (body) {
            return work.apply(request(request, body.bytes(), address));
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
