package dev.sluice.control.platform.signature;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Ends a connection behind an answer that did not wait for the request's body. What is still on its way is thrown away
 * for a while, because a close with unread bytes is a reset, which can take the answer from the client. Runs on the
 * request's event loop.
 */
final class EarlyEnd {
    /** Time for a client to see the answer and stop sending. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private EarlyEnd() {}

    /** Announces the end in the head of the answer, and has it follow the answer. */
    static void behind(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(_ -> end(context));
    }

    private static void end(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer = context.vertx()
                .setTimer(LINGER.toMillis(), _ -> request.connection().close());
        request.exceptionHandler(_ -> context.vertx().cancelTimer(timer));
        request.endHandler(_ -> {
            context.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.handler(_ -> {});
        request.resume();
    }
}
