package dev.sluice.authorizer.functions.wire;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.http.Bodies;
import dev.sluice.authorizer.http.Bodies.Body;
import dev.sluice.contracts.calls.CallRefused;
import dev.sluice.contracts.calls.CallVerifier;
import dev.sluice.contracts.calls.SignedCall;
import dev.sluice.contracts.functions.FunctionAnswer;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionAnswer.Refused;
import dev.sluice.contracts.functions.FunctionAnswer.Result;
import dev.sluice.contracts.functions.FunctionRequest;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane asks for tenants: their functions, versions, logs and test calls. An internal call (design 5): signed
 * under the cell key, passed once, sealed both ways. The control plane has authenticated and permitted the caller.
 */
@Singleton
class InternalDoor {
    private static final Logger LOG = Logger.getLogger(InternalDoor.class);
    private static final long MAX_HELD_BYTES = 16L << 20;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);

    private final CallVerifier calls;
    private final NodeMessages messages;
    private final Commands commands;
    private final ExecutorService virtualThreads;
    private final Bodies bodies = new Bodies(
            FunctionRequest.MAX_SEALED_BYTES, MAX_HELD_BYTES, MAX_HELD_BYTES, BODY_PATIENCE, Bodies.Pace.REQUIRED);

    InternalDoor(
            CallVerifier calls, Envelope envelope, Commands commands, @VirtualThreads ExecutorService virtualThreads) {
        this.calls = calls;
        this.messages = new NodeMessages(envelope, FunctionRequest.MAX_SEALED_BYTES);
        this.commands = commands;
        this.virtualThreads = virtualThreads;
    }

    void open(@Observes Router router) {
        router.post(FunctionRequest.PATH).handler(this::receive);
    }

    /** The signature comes before the body is read. */
    private void receive(RoutingContext context) {
        SignedCall call;
        try {
            call = calls.verify(
                    "POST", context.request().uri(), context.request().getHeader(SignedCall.HEADER), Instant.now());
        } catch (CallRefused refused) {
            LOG.warnf("An internal call is refused. failure=%s", refused.getMessage());
            end(context, 403, null);
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        bodies.read(context.request(), context.vertx(), "control-plane")
                .onSuccess(body -> virtualThreads.execute(() -> run(context, loop, call, body)))
                .onFailure(_ -> end(context, 503, null));
    }

    private void run(RoutingContext context, Context loop, SignedCall call, Body body) {
        int status = 500;
        byte[] answer = null;
        try {
            answer = answer(call, body.bytes());
            status = answer == null ? 403 : 200;
        } catch (RuntimeException fault) {
            LOG.error("An internal call met a fault of this service.", fault);
        } finally {
            body.close();
            int said = status;
            byte[] sent = answer;
            loop.runOnContext(_ -> end(context, said, sent));
        }
    }

    private static void end(RoutingContext context, int status, byte @Nullable [] body) {
        var response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).end(body == null ? Buffer.buffer() : Buffer.buffer(body));
        }
    }

    private byte @Nullable [] answer(SignedCall call, byte[] body) {
        if (!call.isBody(body)) {
            return null;
        }
        try {
            var request = messages.read(FunctionRequest.PLACE, "request", body, FunctionRequest.class);
            Result result = commands.result(new TenantId(request.tenant()), request.command());
            return seal(call, result);
        } catch (RecordRefused refused) {
            LOG.warnf("An internal call cannot be read. failure=%s", refused.getMessage());
            return null;
        }
    }

    private byte[] seal(SignedCall call, Result result) {
        try {
            return messages.write(
                    FunctionRequest.PLACE, call.nonce(), new FunctionAnswer(FunctionAnswer.FORMAT_VERSION, result));
        } catch (IllegalArgumentException _) {
            var tooLarge = new Refused(Reason.BAD_REQUEST, "The answer is too large to be shown");
            return messages.write(
                    FunctionRequest.PLACE, call.nonce(), new FunctionAnswer(FunctionAnswer.FORMAT_VERSION, tooLarge));
        }
    }
}
