package dev.sluice.control.platform.signature;

import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureVerifier;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.data.DatabaseProblems;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.signature.SignatureGate.Signed;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * The first handler of the management listener. Reads the raw target and the whole body, has the signature checked on
 * a virtual thread, or without one the session of the browser, and only then lets the request reach a route. What it lets
 * through has its {@link Call}.
 */
@Singleton
public class RequestDoor {
    private static final Logger LOG = Logger.getLogger(RequestDoor.class);
    private static final int BEFORE_ALL = Integer.MIN_VALUE;
    private static final long MAX_HELD_BYTES = 64L * 1024 * 1024;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    private static final Duration BODY_WAIT = Duration.ofSeconds(1);
    private static final Buffer NO_BODY = Buffer.buffer();

    private final SignatureGate gate;
    private final BrowserGate browsers;
    private final ClientAddress addresses;
    private final DoorAnswer answer;
    private final ExecutorService virtualThreads;
    private final HeldBytes held = new HeldBytes(MAX_HELD_BYTES);

    RequestDoor(
            SignatureGate gate,
            BrowserGate browsers,
            ClientAddress addresses,
            DoorAnswer answer,
            @VirtualThreads ExecutorService virtualThreads) {
        this.gate = gate;
        this.browsers = browsers;
        this.addresses = addresses;
        this.answer = answer;
        this.virtualThreads = virtualThreads;
    }

    void open(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        CallLabels.unmatched(context.request());
        String requestId = UUID.randomUUID().toString();
        context.response().putHeader(DoorAnswer.REQUEST_ID, requestId);
        String target = context.request().uri();
        if (!Target.isWellFormed(target)) {
            EarlyEnd.behind(context);
            answer.refuse(context, requestId, new Problem.BadRequest("The request target is malformed"));
        } else if (Target.isUnsigned(target)) {
            context.next();
        } else if (isSigned(context.request())) {
            keepToTheCaller(context);
            readAndAdmit(context, requestId, this::bySignature);
        } else if (BrowserGate.hasCredential(context.request()) && !isRoot(target)) {
            keepToTheCaller(context);
            readAndAdmit(context, requestId, this::byBrowser);
        } else {
            keepToTheCaller(context);
            // Its body would change nothing, so it is not read.
            EarlyEnd.behind(context);
            answer.refuse(
                    context,
                    requestId,
                    new Problem.Unauthenticated(Reason.MISSING_TOKEN, "Missing Authentication Token"));
        }
    }

    /** Browsers get these answers too: nobody keeps one, or takes it for anything but what it says it is. */
    private static void keepToTheCaller(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    private static boolean isSigned(HttpServerRequest request) {
        return SignatureVerifier.hasCredential(signedRequest(request, NO_BODY));
    }

    private static boolean isRoot(String target) {
        return Target.path(target).equals("/");
    }

    private void readAndAdmit(RoutingContext context, String requestId, Admission admission) {
        Context loop = context.vertx().getOrCreateContext();
        BodyReader.read(context.request(), context.vertx(), held, BODY_PATIENCE)
                .onSuccess(body -> virtualThreads.execute(() -> {
                    try {
                        admit(context, loop, admission, requestId, body);
                    } finally {
                        held.give(body.length());
                    }
                }))
                .onFailure(failure -> {
                    if (failure instanceof BodyReader.Refused refused) {
                        refuseBody(context, requestId, refused.limit());
                    }
                    // Otherwise the connection broke, and nobody is left to be answered.
                });
    }

    private void refuseBody(RoutingContext context, String requestId, BodyReader.Limit limit) {
        if (limit != BodyReader.Limit.TIME) {
            EarlyEnd.behind(context);
        }
        switch (limit) {
            case LENGTH ->
                answer.refuse(
                        context, requestId, new Problem.RequestTooLarge("Request body is longer than 6291456 bytes"));
            case MEMORY ->
                answer.refuse(
                        context,
                        requestId,
                        new Problem.ServiceUnavailable(
                                "The service is not available. Please try again later.", BODY_WAIT));
            case TIME -> context.response().reset();
        }
    }

    private void admit(RoutingContext context, Context loop, Admission admission, String requestId, Buffer body) {
        try {
            var request = signedRequest(context.request(), body);
            String address = addresses.of(context.request());
            var call = new Call(
                    requestId,
                    admission.admit(context.request(), request, address),
                    address,
                    request.method(),
                    context.normalizedPath(),
                    request.payloadHash());
            loop.runOnContext(_ -> {
                ((RoutingContextInternal) context).setBody(body);
                CurrentCall.put(context, call);
                context.next();
            });
        } catch (Throwable fault) {
            // An Error too: this thread ends with the call, and nobody else would answer it.
            Problem problem = problem(fault, requestId);
            loop.runOnContext(_ -> answer.refuse(context, requestId, problem));
        }
    }

    private Principal bySignature(HttpServerRequest raw, SignedRequest request, String address) {
        Signed signed = gate.admit(request, isRoot(request.target()), address);
        requireBuilt(signed);
        return signed.principal();
    }

    private Principal byBrowser(HttpServerRequest raw, SignedRequest request, String address) {
        return browsers.admit(raw, address);
    }

    private static Problem problem(Throwable fault, String requestId) {
        if (fault instanceof RuntimeException failure
                && DatabaseProblems.translate(failure) instanceof ProblemException known) {
            return known.problem();
        }
        LOG.errorf(fault, "door failed requestId=%s", requestId);
        return new Problem.Internal();
    }

    private static void requireBuilt(Signed signed) {
        switch (signed.service()) {
            case "apigateway", "sts" -> {}
            default -> throw ProblemException.notImplemented("The door", "service " + signed.service());
        }
    }

    private static SignedRequest signedRequest(HttpServerRequest request, Buffer body) {
        var headers = new ArrayList<Header>();
        request.headers().forEach(header -> headers.add(new Header(header.getKey(), header.getValue())));
        return SignedRequest.of(request.method().name(), request.uri(), headers, body.getBytes());
    }

    /** One way to know the caller. */
    @FunctionalInterface
    private interface Admission {
        Principal admit(HttpServerRequest raw, SignedRequest request, String address);
    }
}
