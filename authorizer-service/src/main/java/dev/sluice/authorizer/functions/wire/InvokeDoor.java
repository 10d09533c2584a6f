package dev.sluice.authorizer.functions.wire;

import dev.sluice.authorizer.access.Caller;
import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.access.SignatureGate;
import dev.sluice.authorizer.access.SignatureGate.Admission;
import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.functions.FunctionRules;
import dev.sluice.authorizer.functions.Invocation;
import dev.sluice.authorizer.functions.Invocations;
import dev.sluice.authorizer.http.Bodies;
import dev.sluice.authorizer.http.Bodies.Body;
import dev.sluice.authorizer.http.ClientAddress;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignedRequest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /2015-03-31/functions/{name}/invocations}: AWS Lambda's Invoke, signed with Signature V4 for {@code lambda} by a
 * tenant's access key or by a node. The event loop reads, a virtual thread does the rest. What is not the caller's own
 * looks absent.
 */
@Singleton
class InvokeDoor {
    private static final Logger LOG = Logger.getLogger(InvokeDoor.class);
    private static final Pattern TARGET =
            Pattern.compile("/2015-03-31/functions/([^/?]{1,600})/invocations(?:\\?(.*))?");
    private static final Pattern QUALIFIER = Pattern.compile("Qualifier=([A-Za-z0-9_$%-]{1,128})");
    private static final String SERVICE = "lambda";
    private static final String ACTION = "lambda:InvokeFunction";
    private static final long MAX_HELD_BYTES = 24L << 20;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    /** AWS's limit of asynchronous events; what waits is held in memory. */
    private static final int MAX_LATER_CHARACTERS = 262_144;

    private static final int MAX_LATER = 50;
    private static final byte[] NO_BODY = {};

    private final SignatureGate gate;
    private final Invocations invocations;
    private final Installation installation;
    private final ClientAddress addresses;
    private final ExecutorService virtualThreads;
    private final Semaphore later = new Semaphore(MAX_LATER);
    private final Bodies bodies = new Bodies(
            FunctionRules.MAX_PAYLOAD_BYTES, MAX_HELD_BYTES, MAX_HELD_BYTES / 2, BODY_PATIENCE, Bodies.Pace.REQUIRED);

    InvokeDoor(
            SignatureGate gate,
            Invocations invocations,
            Installation installation,
            ClientAddress addresses,
            @VirtualThreads ExecutorService virtualThreads) {
        this.gate = gate;
        this.invocations = invocations;
        this.installation = installation;
        this.addresses = addresses;
        this.virtualThreads = virtualThreads;
    }

    void open(@Observes Router router) {
        router.postWithRegex("/2015-03-31/functions/.+").handler(this::receive);
    }

    private void receive(RoutingContext context) {
        Context loop = context.vertx().getOrCreateContext();
        String requestId = UUID.randomUUID().toString();
        TenantId owner = gate.named(signed(context.request(), NO_BODY));
        if (owner == null) {
            // Nobody's key: refused without reading on.
            sendUnread(context, requestId, answer(context.request(), NO_BODY, requestId));
            return;
        }
        bodies.read(context.request(), context.vertx(), owner.value())
                .onSuccess(body -> virtualThreads.execute(() -> run(context, loop, body, requestId)))
                .onFailure(failure -> refuse(context, requestId, failure));
    }

    private void run(RoutingContext context, Context loop, Body body, String requestId) {
        InvokeReply reply = InvokeReply.fault();
        try {
            reply = answer(context.request(), body.bytes(), requestId);
        } finally {
            body.close();
            InvokeReply sent = reply;
            loop.runOnContext(_ -> send(context, requestId, sent));
        }
    }

    private static void refuse(RoutingContext context, String requestId, Throwable failure) {
        if (!(failure instanceof Bodies.Refused refused)) {
            // The connection broke, and nobody is left to be answered.
            return;
        }
        switch (refused.limit()) {
            case LENGTH -> sendUnread(context, requestId, InvokeReply.tooLarge());
            case MEMORY -> sendUnread(context, requestId, InvokeReply.unavailable());
            case TIME -> context.request().connection().close();
        }
    }

    private static void sendUnread(RoutingContext context, String requestId, InvokeReply reply) {
        Bodies.leaveUnread(context.request(), context.vertx());
        send(context, requestId, reply);
    }

    private static void send(RoutingContext context, String requestId, InvokeReply reply) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("x-amzn-RequestId", requestId);
        reply.headers().forEach(response::putHeader);
        if (reply.body().isEmpty()) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(reply.body());
        }
    }

    private InvokeReply answer(HttpServerRequest request, byte[] body, String requestId) {
        try {
            return switch (gate.admit(signed(request, body), SERVICE)) {
                case Admission.Admitted(Caller caller) -> invoke(caller, request, body, requestId);
                case Admission.Refused(var reason, String message) -> InvokeReply.unauthenticated(reason, message);
                case Admission.Suspended(var tenant) -> InvokeReply.suspended(tenant.value());
                case Admission.NotYet _ -> InvokeReply.unavailable();
            };
        } catch (DatabaseRefused refused) {
            LOG.warnf("A function cannot be called just now. requestId=%s failure=%s", requestId, refused.getMessage());
            return InvokeReply.unavailable();
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "A call of a function met a fault of this service. requestId=%s", requestId);
            return InvokeReply.fault();
        }
    }

    private InvokeReply invoke(Caller caller, HttpServerRequest request, byte[] body, String requestId) {
        FunctionName function = function(request.uri());
        if (function == null) {
            return InvokeReply.badParameter("The name or the qualifier of the function is malformed");
        }
        String arn = installation.arn(SERVICE, caller.tenant(), function.resource());
        String address = addresses.of(request);
        if (!caller.may(ACTION, arn, address)) {
            return InvokeReply.denied(caller.arn(), arn);
        }
        String event = Events.parse(body);
        if (event == null) {
            return InvokeReply.notJson();
        }
        if (!function.isOf(caller.tenant())) {
            return InvokeReply.absent(arn);
        }
        String type = request.getHeader("X-Amz-Invocation-Type");
        return switch (type == null ? "RequestResponse" : type) {
            case "RequestResponse" -> call(caller, function, request, requestId, event, arn);
            case "Event" -> callLater(caller, function, requestId, event, arn);
            case "DryRun" ->
                invocations.exists(caller.tenant(), function.name(), function.qualifier())
                        ? InvokeReply.empty(204)
                        : InvokeReply.absent(arn);
            default -> InvokeReply.badParameter("The invocation type is RequestResponse, Event or DryRun");
        };
    }

    private InvokeReply call(
            Caller caller,
            FunctionName function,
            HttpServerRequest request,
            String requestId,
            String event,
            String arn) {
        boolean wantsLog = "Tail".equals(request.getHeader("X-Amz-Log-Type"));
        return switch (invocations.call(caller.tenant(), function.name(), function.qualifier(), requestId, event)) {
            case Invocation.Called called -> InvokeReply.of(called, wantsLog);
            case Invocation.Absent _ -> InvokeReply.absent(arn);
            case Invocation.Busy _ -> InvokeReply.busy();
        };
    }

    /** Once, behind the answer; what it answers is in its log alone. */
    private InvokeReply callLater(Caller caller, FunctionName function, String requestId, String event, String arn) {
        if (!invocations.exists(caller.tenant(), function.name(), function.qualifier())) {
            return InvokeReply.absent(arn);
        }
        if (event.length() > MAX_LATER_CHARACTERS) {
            return InvokeReply.tooLarge();
        }
        if (!later.tryAcquire()) {
            return InvokeReply.busy();
        }
        virtualThreads.execute(() -> {
            try {
                var called = invocations.call(caller.tenant(), function.name(), function.qualifier(), requestId, event);
                if (called instanceof Invocation.Busy) {
                    LOG.warnf("An event found no turn and is lost. tenant=%s requestId=%s", caller.tenant(), requestId);
                }
            } catch (RuntimeException fault) {
                LOG.errorf(fault, "An event was lost to a fault of this service. requestId=%s", requestId);
            } finally {
                later.release();
            }
        });
        return InvokeReply.empty(202);
    }

    private static @Nullable FunctionName function(String target) {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            return null;
        }
        FunctionName named = FunctionName.parse(parts.group(1));
        String query = parts.group(2);
        if (named == null || query == null || query.isEmpty()) {
            return named;
        }
        Matcher qualifier = QUALIFIER.matcher(query);
        return qualifier.matches() ? named.with(qualifier.group(1).replace("%24", "$")) : null;
    }

    private static SignedRequest signed(HttpServerRequest request, byte[] body) {
        var headers = new ArrayList<Header>();
        request.headers().forEach(header -> headers.add(new Header(header.getKey(), header.getValue())));
        return SignedRequest.of(request.method().name(), request.uri(), headers, body);
    }
}
