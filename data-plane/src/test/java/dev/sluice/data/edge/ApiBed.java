package dev.sluice.data.edge;

import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.BodyBudget;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.WorkQueue;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.data.targets.Targets;
import dev.sluice.data.throttle.AccountThrottles;
import dev.sluice.data.throttle.SharedBuckets;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A listener that serves compiled stages, with what a node shares among them. */
final class ApiBed implements AutoCloseable {
    private static final long BODY_BYTES = EdgeLimits.defaults().bodyBytes();

    private static final int WORKERS = 2;
    /** The defaults of {@code sluice.node.bodies} and {@code sluice.node.documents}. */
    private static final long NODE_BODY_BYTES = 40L << 20;

    private static final long DOCUMENT_BYTES = 24L << 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    private final Targets targets = new Targets();
    private final SharedBuckets buckets = new SharedBuckets(NanoClock.SYSTEM);
    private final ApiKeys apiKeys = new ApiKeys(buckets);
    private final BodyBudget budget;
    private final EdgeFixture edge;
    private final OriginClient origins;
    private final StageCompiler compiler;

    /**
     * With the limits of a node, on two loops.
     *
     * @param budgetBytes what all bodies that are held whole may take
     */
    ApiBed(long budgetBytes) throws IOException {
        this(WatchedLoops.start(2), budgetBytes, null);
    }

    /** The same with a listener for TLS. */
    static ApiBed secure() throws IOException {
        return new ApiBed(WatchedLoops.start(2), NODE_BODY_BYTES, EdgeFixture.Tls.usual());
    }

    /** With what bodies may take by default. */
    static ApiBed ofNode() throws IOException {
        return new ApiBed(NODE_BODY_BYTES);
    }

    private ApiBed(Loops loops, long budgetBytes, EdgeFixture.@Nullable Tls tls) throws IOException {
        budget = new BodyBudget(budgetBytes);
        edge = EdgeFixture.on(loops, tls);
        origins = new OriginClient(
                new AddressRules(List.of("127.0.0.0/8"), List.of()),
                OriginLimits.DEFAULT,
                new OriginTls(List.of()),
                loops.clientChannel());
        var workers = new Workers(new WorkQueue(threads, WorkQueue.Bounds.ofNode(WORKERS, DOCUMENT_BYTES)));
        compiler = new StageCompiler(
                new GatewayResponder(BODY_BYTES),
                origins,
                NanoClock.SYSTEM,
                Transforming.upTo(BODY_BYTES, budget, workers),
                new AwsAccess(targets, workers, Transforming.ARNS),
                new Callers(new AccessKeys(Transforming.ARNS), null, apiKeys, buckets, new AccountThrottles(buckets)));
    }

    /** Serves a stage under the host of {@link EdgeFixture#API}. */
    ApiBed deployed(StageDraft stage) throws StageRefused {
        return deployed("123456789012", EdgeFixture.API, stage);
    }

    /** The same for so many tenants, each under the host of its own API. */
    ApiBed deployed(int tenants, StageDraft stage) throws StageRefused {
        for (int tenant = 0; tenant < tenants; tenant++) {
            deployed("12345678901" + tenant, apiOf(tenant), stage);
        }
        return this;
    }

    private static String apiOf(int tenant) {
        return EdgeFixture.API.substring(1) + (char) ('a' + tenant);
    }

    /** A call of the API of {@link EdgeFixture} as one of a tenant's. */
    static String of(int tenant, String call) {
        return call.replace(EdgeFixture.API, apiOf(tenant));
    }

    /** The same for any API. */
    ApiBed deployed(String tenant, String api, StageDraft stage) throws StageRefused {
        var snapshot = stage.of(tenant, api).snapshot();
        edge.stage(api, "prod", new Lookup.Found(compiler.compile(snapshot, null)));
        return this;
    }

    EdgeFixture edge() {
        return edge;
    }

    BodyBudget budget() {
        return budget;
    }

    ApiKeys apiKeys() {
        return apiKeys;
    }

    Targets targets() {
        return targets;
    }

    @Override
    public void close() {
        origins.close();
        edge.close();
        threads.shutdownNow();
    }
}
