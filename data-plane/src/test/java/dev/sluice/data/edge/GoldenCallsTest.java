package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.VpcEndpoint;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.data.targets.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays recorded calls. A folder of {@code golden} has a {@code request.http}; it or a folder above has the whole {@code
 * reply.http} to it and the {@code snapshot.json} of the stage. {@code request.vm} and {@code response.vm} are templates
 * that the stage names.
 *
 * <p>A call reaches the origin, and that once, when its folder has the {@code origin-request.http} that must arrive there
 * or the {@code origin-reply.http} that comes back; that of a folder above is the answer where it has none of its own. An
 * empty one, or one with {@code Connection: close}, ends the connection.
 *
 * <p>All functions and services stand at that origin too. A call comes from the internet, unless {@code endpoint.txt} in
 * its folder names the VPC endpoint that it comes through.
 *
 * <p>Fields may come in any order, and a star stands for what differs with each call; the rest is compared to the byte.
 */
class GoldenCallsTest {
    private static final String NOT_EXPECTED = "HTTP/1.1 500 no call expected\n\n";

    private static final PrivateListener BLUE = through("vpce-blue", "vpc-1");
    private static final PrivateListener GREEN = through("vpce-green", "vpc-2");

    private static final AtomicReference<byte[]> ANSWER = new AtomicReference<>(new byte[0]);
    private static final Targets TARGETS = new Targets();
    private static RawOrigin origin;
    private static EdgeFixture edge;
    private static OriginClient origins;

    @BeforeAll
    static void start() throws IOException {
        Loops loops = WatchedLoops.start(1);
        edge = EdgeFixture.privately(loops, BLUE, GREEN);
        origin = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                byte[] answer = ANSWER.get();
                connection.write(answer);
                if (GoldenMessage.endsConnection(answer)) {
                    return;
                }
            }
        });
        TARGETS.put(AwsBed.targets(origin.url("")));
        origins = new OriginClient(
                new AddressRules(List.of("127.0.0.0/8"), List.of()),
                OriginLimits.DEFAULT,
                new OriginTls(List.of()),
                loops.clientChannel());
    }

    @AfterAll
    static void stop() throws IOException {
        origins.close();
        edge.close();
        origin.close();
    }

    static List<Path> calls() throws IOException {
        return GoldenFolder.calls();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isAnsweredAsRecorded(Path call) throws IOException, StageRefused {
        // given
        GoldenFolder folder = GoldenFolder.of(call, origin.url(""));
        boolean reachesOrigin = folder.has("origin-request.http") || folder.has("origin-reply.http");
        deploy(folder);
        ANSWER.set(GoldenMessage.bytes(reachesOrigin ? folder.nearest("origin-reply.http") : NOT_EXPECTED));
        int before = origin.requests().size();

        // when
        String request = folder.own("request.http");
        RawClient.RawReply reply;
        try (RawClient client = client(folder)) {
            reply = client.send(GoldenMessage.bytes(request)).reply(request.startsWith("HEAD "));
        }

        // then
        GoldenMessage.assertSame(GoldenMessage.text(reply.head(), reply.body()), folder.nearest("reply.http"));
        assertThat(origin.requests()).hasSize(reachesOrigin ? before + 1 : before);
        if (folder.has("origin-request.http")) {
            GoldenMessage.assertSame(sent(origin.lastRequest()), folder.own("origin-request.http"));
        }
    }

    private static PrivateListener through(String endpoint, String vpc) {
        return PrivateListener.of("127.0.0.1", 0, false, new VpcEndpoint(endpoint, vpc, null, null));
    }

    private static RawClient client(GoldenFolder folder) throws IOException {
        if (!folder.has("endpoint.txt")) {
            return edge.client();
        }
        return new RawClient(edge.port(folder.own("endpoint.txt").equals("vpce-blue") ? BLUE : GREEN));
    }

    private static void deploy(GoldenFolder folder) throws IOException, StageRefused {
        var snapshot = (StageSnapshot) ContractJson.mapper().readValue(folder.snapshot(), StageRecord.class);
        var compiler = new StageCompiler(
                new GatewayResponder(EdgeLimits.defaults().bodyBytes()),
                origins,
                NanoClock.SYSTEM,
                Transforming.standard(),
                Transforming.with(TARGETS),
                Callers.of(new AccessKeys(Transforming.ARNS)));
        edge.stage(snapshot.key().api(), snapshot.key().stage(), new Lookup.Found(compiler.compile(snapshot, null)));
    }

    private static String sent(String request) {
        int end = request.indexOf("\r\n\r\n");
        return GoldenMessage.text(request.substring(0, end), request.substring(end + 4))
                .replace(":" + origin.port(), ":PORT");
    }
}
