package dev.sluice.data.pipeline;

import dev.sluice.data.templates.JsonBody;
import dev.sluice.data.templates.Overrides;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, from routing to the last byte. Confined to one event loop: every method is called there.
 * Typed fields instead of a bag of attributes; a step that has not run leaves its field null.
 */
public final class Exchange {
    private final EventLoop loop;
    private final ReplyWriter writer;
    private final String requestId;
    private final String extendedRequestId;
    private Request request;
    private final Reply reply = new Reply();

    private final long startNanos;
    private final long startEpochMillis;

    private @Nullable StageFacts stage;
    private @Nullable MethodFacts method;
    private String[] pathValues = NO_VALUES;
    private @Nullable Caller caller;
    private @Nullable AuthorizerResult authorizer;
    private long authorizerNanos = -1;
    private @Nullable TokenClaims claims;
    private @Nullable AcceptedKey apiKey;
    private @Nullable Admission admission;
    private @Nullable OriginRequest originRequest;
    private @Nullable OriginResponse originResponse;
    private long originNanos = -1;
    private @Nullable Failure failure;
    private @Nullable Runnable cancellation;
    private @Nullable Runnable roomWaiter;
    private @Nullable ExecutionLog log;
    private @Nullable String trace;
    private @Nullable String endpointRequestId;
    private byte @Nullable [] requestBytes;
    private byte @Nullable [] originBytes;
    private @Nullable JsonBody requestJson;
    private @Nullable JsonBody originJson;
    private @Nullable Overrides overrides;
    private @Nullable HeldBodies held;
    private boolean ended;
    private boolean metered;

    private @Nullable Pipeline pipeline;
    private int nextStep;

    private static final String[] NO_VALUES = new String[0];

    /** How an exchange ends: the edge writes the reply, or tells the client of the failure. Called once per exchange. */
    public interface ReplyWriter {
        /** Writes head and body of {@link Exchange#reply()}; a failure that is set was rendered into it before. */
        void write(Exchange exchange);

        /**
         * How many bytes of a reply that is yet to come the client could take now; after 0 {@link Exchange#roomAgain} tells
         * when there may be more.
         */
        default int room() {
            return Integer.MAX_VALUE;
        }
    }

    public Exchange(EventLoop loop, ReplyWriter writer, Request request, Ids ids, long startNanos) {
        this.loop = loop;
        this.writer = writer;
        this.request = request;
        this.requestId = ids.requestId();
        this.extendedRequestId = ids.extendedRequestId();
        this.startEpochMillis = ids.epochMillis();
        this.startNanos = startNanos;
    }

    /**
     * What names a request.
     *
     * @param requestId a UUID, {@code $context.requestId}
     * @param extendedRequestId ours alone, {@code $context.extendedRequestId}
     * @param epochMillis wall clock at the request's first byte
     */
    public record Ids(String requestId, String extendedRequestId, long epochMillis) {}

    /** Hands the exchange to its method; called once, by the edge, after routing. */
    public void route(StageFacts newStage, MethodFacts newMethod, String[] newPathValues, Pipeline newPipeline) {
        stage = newStage;
        method = newMethod;
        pathValues = newPathValues;
        pipeline = newPipeline;
        newPipeline.advance(this, 0);
    }

    /** The stage is known but not (yet) the method; for logs and failures before the route. */
    public void stage(StageFacts newStage) {
        stage = newStage;
    }

    /** Goes on after {@link Outcome#PENDING}. Call on the exchange's loop; once per pending step. */
    public void resume(Outcome outcome) {
        cancellation = null;
        pipelineOrThrow().resume(this, nextStep, outcome);
    }

    /**
     * Goes on after {@link Outcome#PENDING} with the rest of a step, which may take its time again. Call on the exchange's
     * loop.
     */
    public void resumeWith(Step rest) {
        cancellation = null;
        pipelineOrThrow().resume(this, nextStep, rest);
    }

    /** The client is gone: whatever runs for this exchange stops, and nothing more is written. */
    public void cancel() {
        Runnable stop = cancellation;
        cancellation = null;
        if (stop != null) {
            stop.run();
        }
    }

    /** What {@link #cancel} does while a step is pending. From then on the reply's body is cancelled instead. */
    public void onCancel(Runnable stop) {
        cancellation = stop;
    }

    /** How many bytes of the reply its client could take now, as far as that is known before it begins. */
    public int replyRoom() {
        return writer.room();
    }

    /** Runs once when there may be room for a reply that had none. */
    public void whenRoom(Runnable then) {
        roomWaiter = then;
    }

    /** The client may take something of a reply that has not begun. */
    public void roomAgain() {
        Runnable waiter = roomWaiter;
        roomWaiter = null;
        if (waiter != null) {
            waiter.run();
        }
    }

    /** The last byte was handed over, or nobody waits for it any more: bodies that were collected go. */
    public void end() {
        ended = true;
        requestBytes = null;
        requestJson = null;
        originBytes = null;
        originJson = null;
        if (held != null) {
            held.end();
        }
        Admission counted = admission;
        if (counted != null) {
            admission = null;
            counted.end();
        }
    }

    void nextStep(int index) {
        nextStep = index;
    }

    void finish() {
        if (admission != null) {
            admission.tell(reply.headers());
        }
        writer.write(this);
    }

    private Pipeline pipelineOrThrow() {
        Pipeline current = pipeline;
        if (current == null) {
            throw new IllegalStateException("the exchange was never routed");
        }
        return current;
    }

    public EventLoop loop() {
        return loop;
    }

    public String requestId() {
        return requestId;
    }

    public String extendedRequestId() {
        return extendedRequestId;
    }

    public Request request() {
        return request;
    }

    /** The request goes on in another form. */
    public void request(Request changed) {
        request = changed;
    }

    public Reply reply() {
        return reply;
    }

    /** Monotonic clock at the request's first byte. */
    public long startNanos() {
        return startNanos;
    }

    /** Wall clock at the request's first byte. */
    public long startEpochMillis() {
        return startEpochMillis;
    }

    public @Nullable StageFacts stage() {
        return stage;
    }

    public @Nullable MethodFacts method() {
        return method;
    }

    /** The stage of a routed exchange; every step may rely on it. */
    public StageFacts routedStage() {
        StageFacts current = stage;
        if (current == null) {
            throw new IllegalStateException("the exchange was never routed");
        }
        return current;
    }

    /** The method of a routed exchange; every step may rely on it. */
    public MethodFacts routedMethod() {
        MethodFacts current = method;
        if (current == null) {
            throw new IllegalStateException("the exchange was never routed");
        }
        return current;
    }

    /** Value of a path parameter as received, still percent-encoded (rest-api-runtime 2.4); null when there is none. */
    public @Nullable String pathParameter(String name) {
        int index = routedMethod().pathParameters().indexOf(name);
        return index < 0 ? null : pathValues[index];
    }

    /** Who signed the call; null before that is known, and for a method that looks at no signature. */
    public @Nullable Caller caller() {
        return caller;
    }

    public void caller(Caller verified) {
        caller = verified;
    }

    /** What the method's authorizer returned; null before it has, and for a method without one. */
    public @Nullable AuthorizerResult authorizer() {
        return authorizer;
    }

    /** Time from the call of the authorizer's function to its answer; -1 when it was not called. */
    public long authorizerNanos() {
        return authorizerNanos;
    }

    /** The authorizer has decided; the time as {@link #authorizerNanos} tells it. */
    public void authorizer(AuthorizerResult result, long nanos) {
        authorizer = result;
        authorizerNanos = nanos;
    }

    /** What the caller's token says; null before it was verified, and for a method that asks for none. */
    public @Nullable TokenClaims claims() {
        return claims;
    }

    /** The caller's token holds. */
    public void claims(TokenClaims verified) {
        claims = verified;
    }

    /** The API key that the call was accepted with; null before, and for a method that needs none. */
    public @Nullable AcceptedKey apiKey() {
        return apiKey;
    }

    public void apiKey(AcceptedKey accepted) {
        apiKey = accepted;
    }

    /** The call counts as under way from here to its end; set at most once. */
    public void admitted(Admission counted) {
        if (ended) {
            counted.end();
        } else {
            admission = counted;
        }
    }

    /** Nothing has refused the call access or limited it: it counts as one of its stage. */
    void meter() {
        metered = true;
    }

    /** Whether the call counts as one of its stage. */
    public boolean isMetered() {
        return metered;
    }

    public @Nullable OriginRequest originRequest() {
        return originRequest;
    }

    public void originRequest(OriginRequest newRequest) {
        originRequest = newRequest;
    }

    public @Nullable OriginResponse originResponse() {
        return originResponse;
    }

    public void originResponse(OriginResponse newResponse) {
        originResponse = newResponse;
    }

    /** The bodies that this exchange holds whole. */
    public HeldBodies held() {
        HeldBodies current = held;
        if (current == null) {
            current = new HeldBodies(stage == null ? BodyBudget.UNBOUNDED : stage.bodies());
            held = current;
            if (ended) {
                current.end();
            }
        }
        return current;
    }

    /** The client's body whole and decoded, once a step has collected it; not to be changed. */
    public byte @Nullable [] requestBytes() {
        return requestBytes;
    }

    public void requestBytes(byte[] collected) {
        requestBytes = collected;
    }

    /** No step needs the client's body any more; gateway responses that the owner has customised may still name it. */
    public void forgetRequestBody() {
        byte[] collected = requestBytes;
        requestJson = null;
        if (collected != null && (stage == null || stage.responder() == null)) {
            requestBytes = null;
            held().give(collected.length);
        }
    }

    /** The body of the origin's answer, once a step has collected it; not to be changed. */
    public byte @Nullable [] originBytes() {
        return originBytes;
    }

    public void originBytes(byte[] collected) {
        originBytes = collected;
    }

    /** The collected body of the origin's answer goes on as the reply's; null when none was collected. */
    public @Nullable Body passOriginBody() {
        byte[] collected = originBytes;
        originBytes = null;
        originJson = null;
        return collected == null ? null : held().counted(collected);
    }

    /** The reply is made: nothing needs the body of the origin's answer any more. */
    public void forgetOriginBody() {
        byte[] collected = originBytes;
        if (collected != null) {
            originBytes = null;
            originJson = null;
            held().give(collected.length);
        }
    }

    /** The client's body as JSON, once a step has read it for mappings. */
    public @Nullable JsonBody requestJson() {
        return requestJson;
    }

    public void requestJson(JsonBody read) {
        requestJson = read;
    }

    /** The body of the origin's answer as JSON, once a step has read it for mappings. */
    public @Nullable JsonBody originJson() {
        return originJson;
    }

    public void originJson(JsonBody read) {
        originJson = read;
    }

    /** What templates have overridden so far; made when a template first runs. */
    public @Nullable Overrides overrides() {
        return overrides;
    }

    public void overrides(@Nullable Overrides newOverrides) {
        overrides = newOverrides;
    }

    /** Time from the origin call to the head of its answer; -1 when no origin was called or none answered. */
    public long originNanos() {
        return originNanos;
    }

    public void originNanos(long nanos) {
        originNanos = nanos;
    }

    /** What writes down how this exchange runs; null for nearly all of them. */
    public @Nullable ExecutionLog log() {
        return log;
    }

    /** Has the run written down; before the route. */
    public void log(ExecutionLog newLog) {
        log = newLog;
    }

    /** The trace that this exchange belongs to, as the header that goes to origins names it; made when first asked for. */
    public @Nullable String trace() {
        return trace;
    }

    public void trace(String made) {
        trace = made;
    }

    /** Under which id the AWS service behind the method knows the call; null when none has answered. */
    public @Nullable String endpointRequestId() {
        return endpointRequestId;
    }

    public void endpointRequestId(String told) {
        endpointRequestId = told;
    }

    public @Nullable Failure failure() {
        return failure;
    }

    public void failure(Failure newFailure) {
        failure = newFailure;
    }
}
