package dev.sluice.authorizer.functions.wire;

import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.functions.FunctionAnswers;
import dev.sluice.authorizer.functions.FunctionLogs;
import dev.sluice.authorizer.functions.FunctionRefused;
import dev.sluice.authorizer.functions.FunctionVersions;
import dev.sluice.authorizer.functions.Functions;
import dev.sluice.authorizer.functions.Invocation;
import dev.sluice.authorizer.functions.Invocations;
import dev.sluice.contracts.calls.CallRefused;
import dev.sluice.contracts.calls.CallVerifier;
import dev.sluice.contracts.calls.SignedCall;
import dev.sluice.contracts.functions.FunctionAnswer;
import dev.sluice.contracts.functions.FunctionAnswer.Done;
import dev.sluice.contracts.functions.FunctionAnswer.ManyFunctions;
import dev.sluice.contracts.functions.FunctionAnswer.ManyLogs;
import dev.sluice.contracts.functions.FunctionAnswer.ManyVersions;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionAnswer.Refused;
import dev.sluice.contracts.functions.FunctionAnswer.Result;
import dev.sluice.contracts.functions.FunctionAnswer.Tested;
import dev.sluice.contracts.functions.FunctionCommand;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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
    private final Functions functions;
    private final FunctionVersions versions;
    private final FunctionLogs logs;
    private final Invocations invocations;
    private final ExecutorService virtualThreads;
    private final Bodies bodies = new Bodies(FunctionRequest.MAX_SEALED_BYTES, MAX_HELD_BYTES, BODY_PATIENCE);

    InternalDoor(
            CallVerifier calls,
            Envelope envelope,
            Functions functions,
            FunctionVersions versions,
            FunctionLogs logs,
            Invocations invocations,
            @VirtualThreads ExecutorService virtualThreads) {
        this.calls = calls;
        this.messages = new NodeMessages(envelope, FunctionRequest.MAX_SEALED_BYTES);
        this.functions = functions;
        this.versions = versions;
        this.logs = logs;
        this.invocations = invocations;
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
        bodies.read(context.request(), context.vertx())
                .onSuccess(body -> virtualThreads.execute(() -> {
                    byte[] answer = answer(call, body.getBytes());
                    bodies.give(body);
                    loop.runOnContext(_ -> end(context, answer == null ? 403 : 200, answer));
                }))
                .onFailure(_ -> end(context, 503, null));
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
            Result result = result(new TenantId(request.tenant()), request.command());
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

    private Result result(TenantId tenant, FunctionCommand command) {
        try {
            return done(tenant, command);
        } catch (FunctionRefused refused) {
            return new Refused(refused.reason(), refused.text());
        } catch (DatabaseRefused refused) {
            return switch (refused.kind()) {
                case CONFLICT ->
                    new Refused(
                            Reason.CONFLICT,
                            "Unable to complete operation due to concurrent modification. Please try again later.");
                case BAD_VALUE -> new Refused(Reason.BAD_REQUEST, "The request holds a value that cannot be stored");
                case AWAY, FAULT -> {
                    LOG.errorf(refused, "The database refused a command. tenant=%s", tenant);
                    yield new Refused(Reason.BUSY, "The service is not available. Please try again later.");
                }
            };
        }
    }

    private Result done(TenantId tenant, FunctionCommand command) {
        return switch (command) {
            case FunctionCommand.Create(var name, var description, var code) ->
                functions.create(tenant, name, description, code);
            case FunctionCommand.Put(var name, var description, var code) ->
                functions.put(tenant, name, description, code);
            case FunctionCommand.Get(var name) -> functions.require(tenant, name);
            case FunctionCommand.ListAll(var slice) -> new ManyFunctions(functions.list(tenant, slice));
            case FunctionCommand.Delete(var name) -> {
                functions.delete(tenant, name);
                yield new Done();
            }
            case FunctionCommand.GetVersion(var name, var version) -> versions.require(tenant, name, version);
            case FunctionCommand.ListVersions(var name, var slice) -> {
                var _ = functions.require(tenant, name);
                yield new ManyVersions(versions.list(tenant, name, slice));
            }
            case FunctionCommand.DeleteVersion(var name, var version) -> {
                versions.delete(tenant, name, version);
                yield new Done();
            }
            case FunctionCommand.ListLogs(var name, var slice) -> {
                var _ = functions.require(tenant, name);
                yield new ManyLogs(logs.list(tenant, name, slice));
            }
            case FunctionCommand.Test test -> test(tenant, test);
        };
    }

    private Result test(TenantId tenant, FunctionCommand.Test test) {
        String event = Events.parse(test.event().getBytes(StandardCharsets.UTF_8));
        if (event == null) {
            return new Refused(Reason.BAD_REQUEST, "Invalid event specified: an event is one JSON value");
        }
        Integer version = test.version();
        String qualifier = version == null ? null : version.toString();
        return switch (invocations.call(
                tenant, test.name(), qualifier, UUID.randomUUID().toString(), event)) {
            case Invocation.Absent _ -> new Refused(Reason.NOT_FOUND, "Invalid function identifier specified");
            case Invocation.Busy _ ->
                new Refused(Reason.BUSY, "Too many functions run at once. Please try again later.");
            case Invocation.Called called ->
                new Tested(
                        called.version(),
                        FunctionAnswers.functionError(called.report().outcome()),
                        FunctionAnswers.payload(called.requestId(), called.report()),
                        FunctionAnswers.log(called.requestId(), called.version(), called.report()),
                        called.report().time().toNanos() / 1_000,
                        called.report().cpuTime().toNanos() / 1_000,
                        called.report().memoryBytes());
        };
    }
}
