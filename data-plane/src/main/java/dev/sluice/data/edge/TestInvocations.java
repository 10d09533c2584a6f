package dev.sluice.data.edge;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.TestAuthorizer;
import dev.sluice.data.stage.TestMethod;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The door for methods and authorizers that are not deployed: it lets one run as traffic would, on one of the same loops,
 * with the same steps and the same origins (rest-api-runtime 1.3). Any worker may use it.
 */
public final class TestInvocations {
    /** What a call may take beyond its integration's time. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final EdgeLimits limits;
    private final Duration streamTime;
    private final List<EventLoop> loops;
    private final StageCompiler compiler;
    private final GatewayResponder responder;
    private final IdSource ids = new IdSource();
    private final AtomicInteger turn = new AtomicInteger();

    /** Shares loops, compiler and responder with the traffic. */
    public TestInvocations(EdgeLimits limits, Loops loops, StageCompiler compiler, GatewayResponder responder) {
        this(limits, loops, compiler, responder, TestInvocation.STREAM_TIME);
    }

    /**
     * The same with another time for streams.
     *
     * @param streamTime how long a streamed answer is collected
     */
    public TestInvocations(
            EdgeLimits limits,
            Loops loops,
            StageCompiler compiler,
            GatewayResponder responder,
            Duration streamTime) {
        this.limits = limits;
        this.streamTime = streamTime;
        this.loops = loops.each();
        this.compiler = compiler;
        this.responder = responder;
    }

    /**
     * Compiles the method on the calling worker and lets it run.
     *
     * @param then hears of the answer once, on a loop, unless the call is stopped before
     * @return stops the call; any thread
     */
    public Runnable run(TestInvocation call, Consumer<TestReply> then) {
        TestMethod method = compiler.compileTest(call.stage());
        TestRequest request = TestRequest.of(call, limits);
        TestCall.Limits allowed = allowed(call.method().integration());
        TestCall running = new TestCall(method, request, responder, allowed, then);
        EventLoop loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
        Exchange exchange = new Exchange(loop, running, request.request(), nextIds(), System.nanoTime());
        loop.execute(() -> running.start(exchange, call.body()));
        return () -> loop.execute(() -> running.stop(exchange));
    }

    private TestCall.Limits allowed(IntegrationSnapshot integration) {
        boolean streamed = integration.isStreamed();
        Duration time = streamed ? streamTime : MARGIN.plusMillis(integration.timeoutMillis());
        return new TestCall.Limits(limits.bodyBytes(), time, streamed);
    }

    /**
     * Compiles an authorizer on the calling worker and asks it about a made-up request, as it would be about a client's.
     *
     * @param then hears of the answer once, on a loop, unless the trial is stopped before
     * @return stops the trial; any thread
     */
    public Runnable tryAuthorizer(AuthorizerTrial trial, Consumer<AuthorizerTrialAnswer> then) {
        TestAuthorizer authorizer = compiler.compileTrial(trial.stage(), trial.additionalContext());
        TestRequest request = TestRequest.of(trial, limits);
        TrialCall running = new TrialCall(authorizer, request, responder, then);
        EventLoop loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
        Exchange exchange = new Exchange(loop, running, request.request(), nextIds(), System.nanoTime());
        loop.execute(() -> running.start(exchange));
        return () -> loop.execute(() -> running.stop(exchange));
    }

    private synchronized Exchange.Ids nextIds() {
        return new Exchange.Ids(ids.requestId(), ids.extendedRequestId(), System.currentTimeMillis());
    }
}
