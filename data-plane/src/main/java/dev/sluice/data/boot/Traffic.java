package dev.sluice.data.boot;

import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.pools.UserPools;
import dev.sluice.data.access.tokens.KeySets;
import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.access.tokens.TokenVerifier;
import dev.sluice.data.boot.tls.CertificateSource;
import dev.sluice.data.boot.tls.CertificateWatch;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.edge.EdgeServer;
import dev.sluice.data.edge.EdgeSettings;
import dev.sluice.data.edge.PrivateListener;
import dev.sluice.data.edge.TestInvocations;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.BodyBudget;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.WorkQueue;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.targets.FunctionPeer;
import dev.sluice.data.targets.Targets;
import dev.sluice.data.telemetry.ExecutionLogs;
import dev.sluice.data.telemetry.Telemetry;
import dev.sluice.data.telemetry.WholeLines;
import dev.sluice.data.templates.TemplateEngine;
import dev.sluice.data.throttle.AccountThrottles;
import dev.sluice.data.throttle.SharedBuckets;
import dev.sluice.data.transform.BodyLimits;
import dev.sluice.data.transform.Transforms;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The traffic side of a node, on event loops of its own: listener, stages, origins, logs of calls. */
final class Traffic {
    private static final Logger LOG = Logger.getLogger(Traffic.class);
    private static final int WAITING_COMPILATIONS = 10_000;
    private static final int TESTERS = 2;

    private static final Duration CERTIFICATE_LOOK = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final EdgeSettings settings;
    private final @Nullable CertificateWatch certificates;
    private final Loops loops;
    private final Telemetry telemetry;
    private final ThreadPoolExecutor compilers;
    private final ThreadPoolExecutor transformers;
    private final ThreadPoolExecutor testers;
    private final BodyBudget bodies;
    private final Targets targets;
    private final OidcIssuers issuers = new OidcIssuers();
    private final AccessKeys keys;
    private final SharedBuckets buckets = new SharedBuckets(NanoClock.SYSTEM);
    private final AccountThrottles accounts = new AccountThrottles(buckets);
    private final ApiKeys apiKeys = new ApiKeys(buckets);
    private final OriginClient origins;
    private final KeySets keySets;
    private final StageTable stages;
    private final EdgeServer edge;
    private final TestInvocations tests;

    /** Opens nothing yet; {@link #listen} does. */
    Traffic(NodePlan plan, SessionTokens sessions) {
        keys = new AccessKeys(plan.arns(), sessions);
        int processors = Runtime.getRuntime().availableProcessors();
        int loopCount = plan.node().eventLoops();
        settings = plan.traffic();
        FunctionPeer peer = plan.functionPeer();
        targets = new Targets(peer);
        telemetry = new Telemetry(new WholeLines(StandardOutput.SHARED), ExecutionLogs.start(plan.logs()));
        var rules = plan.addressRules();
        certificates = watched(plan.certificates());
        loops = Loops.start(loopCount > 0 ? loopCount : processors);
        compilers = workers("compile-", Math.max(1, processors / 2), WAITING_COMPILATIONS);
        int transformerCount = Math.max(2, processors / 2);
        transformers = workers("transform-", transformerCount, transformerCount);
        bodies = new BodyBudget(plan.node().bodies().asLongValue());
        // A call has one task at a time; the double leaves room for those of callers that have gone.
        testers = workers("test-", TESTERS, Math.max(1, 2 * plan.node().testInvocations()));
        origins = new OriginClient(rules, plan.origins().limits(), new OriginTls(List.of()), loops.clientChannel());
        origins.watchOwnNames(loops.each().getFirst());
        keySets = KeySets.start(origins, loops.each(), compilers, NanoClock.SYSTEM);
        var workers = new Workers(
                new WorkQueue(transformers, WorkQueue.Bounds.ofNode(transformerCount, documentBytes(plan.node()))));
        var responder = new GatewayResponder(settings.limits().bodyBytes());
        var compiler = new StageCompiler(
                responder,
                origins,
                NanoClock.SYSTEM,
                new Transforms(
                        new BodyLimits(
                                settings.limits().bodyBytes(),
                                plan.origins().limits().bodyBytes()),
                        new TemplateEngine(),
                        workers,
                        bodies),
                new AwsAccess(targets, workers, plan.arns()),
                new Callers(
                        keys,
                        new UserPools(
                                plan.poolUrl(),
                                peer.endpoint(),
                                issuers,
                                new TokenVerifier(keySets, InstantSource.system())),
                        apiKeys,
                        buckets,
                        accounts));
        stages =
                new StageTable(compiler, compilers, plan.node().compiledStages().asLongValue());
        edge = new EdgeServer(
                settings,
                new EdgeServer.Parts(
                        loops, stages::find, responder, telemetry, certificates == null ? null : certificates.tls()));
        tests = new TestInvocations(settings.limits(), loops, compiler, responder);
    }

    private static long documentBytes(NodeSettings node) {
        return Math.min(node.documents().asLongValue(), Runtime.getRuntime().maxMemory() / 2);
    }

    private static @Nullable CertificateWatch watched(@Nullable CertificateSource source) {
        return source == null ? null : CertificateWatch.start(source, CERTIFICATE_LOOK);
    }

    private static ThreadPoolExecutor workers(String name, int threads, int waiting) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    StageTable stages() {
        return stages;
    }

    /** Where tenants' functions and services are; filled by what the node reads. */
    Targets targets() {
        return targets;
    }

    /** Whose tokens tenants accept beside those of user pools; filled by what the node reads. */
    OidcIssuers issuers() {
        return issuers;
    }

    /** Whose signatures are known; filled by what the node reads. */
    AccessKeys keys() {
        return keys;
    }

    /** The keys of tenants' clients; filled by what the node reads. */
    ApiKeys apiKeys() {
        return apiKeys;
    }

    /** The token buckets that the nodes share; told of the others by what the node reads. */
    SharedBuckets buckets() {
        return buckets;
    }

    /** How fast tenants are called; filled by what the node reads. */
    AccountThrottles accounts() {
        return accounts;
    }

    TestInvocations tests() {
        return tests;
    }

    /** Where test invocations are opened, compiled and sealed, so that they never delay a deployment; may refuse. */
    Executor testers() {
        return testers;
    }

    BodyBudget bodies() {
        return bodies;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    void listen() {
        try {
            edge.start();
        } catch (IOException e) {
            throw new NodeRefused(
                    "The node " + e.getMessage()
                            + " (sluice.node.traffic.host, sluice.node.traffic.port, sluice.node.tls.port,"
                            + " sluice.node.vpc-endpoints.*).",
                    e);
        }
        LOG.infof(
                "The node listens for traffic. host=%s port=%d transport=%s",
                settings.host(), edge.port(), loops.transport());
        if (certificates != null) {
            LOG.infof(
                    "The node listens for TLS. host=%s port=%d implementation=%s",
                    settings.host(), edge.securePort(), certificates.tls().implementation());
        }
        settings.privates().forEach(this::announce);
    }

    private void announce(PrivateListener listener) {
        LOG.infof(
                "The node listens for VPC endpoints. endpoints=%s host=%s port=%d scheme=%s",
                String.join(",", new TreeSet<>(listener.endpoints().keySet())),
                listener.host(),
                edge.port(listener),
                listener.secure() ? "https" : "http");
    }

    /** Refuses new connections after the delay, and ends calls in flight within the grace. */
    void drain(Duration delay, Duration grace) {
        await(edge.drain(delay, grace), delay.plus(grace).plus(CLOSE_WAIT));
    }

    void close() {
        await(edge.close(), CLOSE_WAIT);
        keySets.close();
        origins.close();
        if (certificates != null) {
            certificates.close();
        }
        compilers.shutdown();
        transformers.shutdown();
        testers.shutdown();
        var _ = loops.stop().awaitUninterruptibly(CLOSE_WAIT.toMillis());
        telemetry.close();
    }

    private static void await(CompletionStage<Void> done, Duration limit) {
        try {
            var _ = done.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("The traffic side did not end in time. failure=%s", e.toString());
        }
    }
}
