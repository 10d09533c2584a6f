package dev.sluice.data.edge;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.routing.HostForms;
import dev.sluice.data.routing.RouteTrie;
import dev.sluice.data.routing.RouteTrieBuilder;
import dev.sluice.data.stage.CompiledMethod;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.Reach;
import dev.sluice.data.telemetry.ExecutionLogs;
import dev.sluice.data.telemetry.Telemetry;
import dev.sluice.data.transform.MappingRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A real listener on a free port, with one API whose steps the test chooses. */
final class EdgeFixture implements AutoCloseable {
    static final String API = "abcdefghij";
    static final String HOST = API + ".execute-api.localhost";
    /** Of calls that are to be answered, however busy the machine is. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GatewayResponder responder;
    private final ByteArrayOutputStream log = new FirstLines();
    private final Telemetry telemetry;
    private final Loops loops;
    private final EdgeServer server;
    private final @Nullable Tls tls;
    private final Map<String, Lookup> stages = new ConcurrentHashMap<>();
    private final RouteTrieBuilder<CompiledMethod> routes = RouteTrie.builder();
    private volatile Lookup otherwise = new Lookup.Unknown();

    EdgeFixture() throws IOException {
        this(WatchedLoops.start(2), EdgeLimits.defaults(), SourceLimits.Settings.defaults(), true);
    }

    EdgeFixture(UnaryOperator<EdgeLimits> limits) throws IOException {
        this(WatchedLoops.start(2), limits.apply(EdgeLimits.defaults()), SourceLimits.Settings.defaults(), true);
    }

    EdgeFixture(Loops loops, EdgeLimits limits, SourceLimits.Settings sources, boolean pathForm) throws IOException {
        this(loops, limits, sources, pathForm, Extras.NONE);
    }

    /** With the limits of a node, and maybe a listener for TLS. */
    static EdgeFixture on(Loops loops, @Nullable Tls tls) throws IOException {
        return new EdgeFixture(
                loops,
                EdgeLimits.defaults(),
                SourceLimits.Settings.defaults(),
                false,
                new Extras(tls, null, List.of()));
    }

    /** With execution logs, which end with it. */
    EdgeFixture(ExecutionLogs executionLogs) throws IOException {
        this(
                WatchedLoops.start(2),
                EdgeLimits.defaults(),
                SourceLimits.Settings.defaults(),
                true,
                new Extras(null, executionLogs, List.of()));
    }

    private EdgeFixture(Loops loops, EdgeLimits limits, SourceLimits.Settings sources, boolean pathForm, Extras extras)
            throws IOException {
        Tls tls = extras.tls();
        this.loops = loops;
        this.tls = tls;
        this.telemetry = new Telemetry(log, extras.executionLogs());
        this.responder = new GatewayResponder(limits.bodyBytes());
        HostForms hosts = new HostForms("us-east-1", "localhost");
        EdgeSettings settings = new EdgeSettings(
                "127.0.0.1",
                0,
                hosts,
                pathForm,
                limits,
                sources,
                tls == null ? null : new EdgeSettings.Secure(0, tls.handshakeTime(), tls.limits()),
                extras.privates());
        this.server = new EdgeServer(
                settings,
                new EdgeServer.Parts(loops, this::find, responder, telemetry, tls == null ? null : tls.handshakes()));
        server.start();
    }

    /** The log's beginning: of an attack it would take more memory than the node. */
    private static final class FirstLines extends ByteArrayOutputStream {
        private static final int MOST_BYTES = 1 << 20;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (size() < MOST_BYTES) {
                super.write(bytes, offset, length);
            }
        }
    }

    private record Extras(@Nullable Tls tls, @Nullable ExecutionLogs executionLogs, List<PrivateListener> privates) {
        static final Extras NONE = new Extras(null, null, List.of());
    }

    /**
     * How the fixture listens for TLS.
     *
     * @param handshakes with the certificate to show
     */
    record Tls(EdgeTls handshakes, Duration handshakeTime, Http2Limits limits) {
        static Tls usual() {
            return with(Http2Limits.defaults());
        }

        static Tls with(Http2Limits limits) {
            return of(SecureClient.CERTIFICATE, limits);
        }

        static Tls of(ServerCertificate certificate, Http2Limits limits) {
            try {
                return new Tls(EdgeTls.of(certificate), Duration.ofSeconds(10), limits);
            } catch (SSLException unusable) {
                throw new IllegalStateException(unusable);
            }
        }
    }

    /** A listener for TLS beside the plain one. */
    static EdgeFixture secure() throws IOException {
        return secure(Tls.usual(), limits -> limits);
    }

    static EdgeFixture secure(Tls tls, UnaryOperator<EdgeLimits> limits) throws IOException {
        return secure(tls, limits, SourceLimits.Settings.defaults());
    }

    static EdgeFixture secure(Tls tls, UnaryOperator<EdgeLimits> limits, SourceLimits.Settings sources)
            throws IOException {
        return new EdgeFixture(
                WatchedLoops.start(2),
                limits.apply(EdgeLimits.defaults()),
                sources,
                true,
                new Extras(tls, null, List.of()));
    }

    /** With a listener for TLS, and sockets for private networks beside the public ones. */
    static EdgeFixture privately(Loops loops, PrivateListener... privates) throws IOException {
        return privately(loops, EdgeLimits.defaults(), TrustedProxies.NONE, privates);
    }

    static EdgeFixture privately(Loops loops, EdgeLimits limits, TrustedProxies proxies, PrivateListener... privates)
            throws IOException {
        SourceLimits.Settings usual = SourceLimits.Settings.defaults();
        var sources = new SourceLimits.Settings(
                usual.connections(), usual.perAddress(), usual.newPerSecond(), usual.handshakesPerSecond(), proxies);
        return privately(loops, limits, sources, privates);
    }

    static EdgeFixture privately(
            Loops loops, EdgeLimits limits, SourceLimits.Settings sources, PrivateListener... privates)
            throws IOException {
        return new EdgeFixture(loops, limits, sources, true, new Extras(Tls.usual(), null, List.of(privates)));
    }

    /** The port of a socket for private networks. */
    int port(PrivateListener listener) {
        return server.port(listener);
    }

    int securePort() {
        return server.securePort();
    }

    private Lookup find(String api, String stage) {
        Lookup found = stages.get(api + "/" + stage);
        return found == null ? otherwise : found;
    }

    EdgeFixture route(String verb, String path, Step... steps) {
        List<String> names = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (segment.startsWith("{")) {
                names.add(segment.substring(1, segment.length() - 1).replace("+", ""));
            }
        }
        MethodFacts facts = new MethodFacts("res123", path, verb, null, names);
        routes.add(path, verb, new CompiledMethod(facts, new Pipeline(List.of(steps), responder)));
        return this;
    }

    /** Puts the routes so far in place as stage {@code prod}. */
    EdgeFixture deployed() {
        StageFacts facts = new StageFacts("123456789012", API, "prod", "dep123", Map.of());
        stages.put(
                API + "/prod",
                new Lookup.Found(
                        new CompiledStage(facts, routes.build(), CompiledStage.Carried.NONE, 1, 0, Reach.PUBLIC)));
        return this;
    }

    /** The same for an API whose owner has customised answers. */
    EdgeFixture deployed(Map<String, String> variables, List<GatewayResponseSnapshot> responses) throws MappingRefused {
        Pipeline.FailureResponder customised = responder.customised(responses, variables);
        StageFacts facts = customised == null
                ? new StageFacts("123456789012", API, "prod", "dep123", variables)
                : new StageFacts("123456789012", API, "prod", "dep123", variables, customised);
        stages.put(
                API + "/prod",
                new Lookup.Found(
                        new CompiledStage(facts, routes.build(), CompiledStage.Carried.NONE, 1, 0, Reach.PUBLIC)));
        return this;
    }

    /** Puts a stage in place whose API has its default endpoint disabled. */
    EdgeFixture closed(String stage) {
        StageFacts facts = new StageFacts("123456789012", API, stage, "dep123", Map.of());
        CompiledStage compiled = new CompiledStage(
                facts, routes.build(), CompiledStage.Carried.NONE, 1, 0, new Reach(true, false, Set.of()));
        return stage(API, stage, new Lookup.Found(compiled));
    }

    EdgeFixture stage(String api, String stage, Lookup lookup) {
        stages.put(api + "/" + stage, lookup);
        return this;
    }

    EdgeFixture otherwise(Lookup lookup) {
        otherwise = lookup;
        return this;
    }

    int port() {
        return server.port();
    }

    EdgeServer server() {
        return server;
    }

    Loops loops() {
        return loops;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    RawClient client() throws IOException {
        return new RawClient(port());
    }

    /** A request line and a Host field, open for more fields. */
    static String head(String verb, String path) {
        return verb + " /prod" + path + " HTTP/1.1\r\nHost: " + HOST + "\r\n";
    }

    static String get(String path) {
        return head("GET", path) + "\r\n";
    }

    static String post(String path, String body) {
        return head("POST", path) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Sends one request on a connection of its own, with patience for a machine that is busy. */
    RawClient.RawReply call(String request) throws IOException {
        try (RawClient client = client().patience(PATIENCE)) {
            return client.send(request).reply(request.startsWith("HEAD "));
        }
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Ends the loops, so that every line is in the log. */
    @Override
    public void close() {
        server.close().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        var _ = loops.stop().awaitUninterruptibly(60_000);
        telemetry.close();
        if (tls != null) {
            tls.handshakes().close();
        }
    }
}
