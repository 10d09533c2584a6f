package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureVerifier;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.aws.signature.Verdict;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TargetsRecord.FunctionEndpoint;
import dev.sluice.contracts.calls.PeerCredential;
import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.data.targets.FunctionPeer;
import dev.sluice.data.targets.Targets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("design 6: the named peer authorizer-service behind the real edge")
class FunctionPeerTest {
    private static final int BODY_BYTES = 10_485_760;
    private static final KeyFile CELL = KeyFile.of(List.of(new KeyEntry(7, new byte[32])));

    private final EdgeFixture edge = new EdgeFixture();
    private final Loops loops = edge.loops();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final RawOrigin peer = RawOrigin.saying("{\"statusCode\":200,\"body\":\"from the peer\"}");
    private final int port = URI.create(peer.url("")).getPort();
    private final Targets targets = new Targets(new FunctionPeer(port, CELL, "us-east-1"));
    private final OriginClient origins = new OriginClient(
            new AddressRules(
                    List.of("127.0.0.0/8"),
                    List.of("127.0.0.1:" + port, "localhost:" + port),
                    Map.of(FunctionPeer.HOST, "127.0.0.1")),
            OriginLimits.DEFAULT,
            new OriginTls(List.of()),
            loops.clientChannel());

    FunctionPeerTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        origins.close();
        edge.close();
        workers.shutdown();
        peer.close();
    }

    private void deploy(String endpoint) throws StageRefused {
        targets.put(new TargetsRecord(
                1,
                AwsBed.TENANT,
                1,
                List.of(),
                List.of(new FunctionEndpoint("arn:aws:lambda:*", endpoint)),
                List.of(),
                List.of()));
        var compiler = new StageCompiler(
                new GatewayResponder(BODY_BYTES),
                origins,
                NanoClock.SYSTEM,
                Transforming.upTo(BODY_BYTES),
                new AwsAccess(targets, new Workers(workers), Transforming.ARNS),
                Callers.of(new AccessKeys(Transforming.ARNS)));
        var stage = StageDraft.stage("prod")
                .of(AwsBed.TENANT, EdgeFixture.API)
                .method("ANY", "/{proxy+}", MethodDraft.awsProxy(AwsBed.FUNCTION_URI))
                .snapshot();
        edge.stage(EdgeFixture.API, "prod", new Lookup.Found(compiler.compile(stage, null)));
    }

    @Test
    void isCalledWithTheTenantsSignatureOfTheNode() throws Exception {
        // given
        deploy(TargetsRecord.AUTHORIZER_SERVICE);

        // when
        var reply = edge.call(EdgeFixture.head("GET", "/pets") + "\r\n");

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("from the peer");
        PeerCredential credential = PeerCredential.of(CELL, AwsBed.TENANT);
        assertThat(verdict(peer.lastRequest(), credential))
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.accessKeyId()).isEqualTo(credential.id()));
    }

    @Test
    void staysRefusedToATenantsUrl() throws Exception {
        // given
        deploy("http://127.0.0.1:" + port);

        // when
        var reply = edge.call(EdgeFixture.head("GET", "/pets") + "\r\n");

        // then
        assertThat(reply.status()).isEqualTo(500);
    }

    @Test
    void isNoHostOfAUrl() throws Exception {
        // given
        deploy("http://" + FunctionPeer.HOST + ":" + port);

        // when
        var reply = edge.call(EdgeFixture.head("GET", "/pets") + "\r\n");

        // then
        assertThat(reply.status()).isEqualTo(500);
    }

    private static Verdict verdict(String request, PeerCredential credential) {
        int end = request.indexOf("\r\n\r\n");
        String[] lines = request.substring(0, end).split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        var headers = new ArrayList<Header>();
        for (int index = 1; index < lines.length; index++) {
            int colon = lines[index].indexOf(':');
            headers.add(new Header(
                    lines[index].substring(0, colon),
                    lines[index].substring(colon + 1).strip()));
        }
        byte[] body = request.substring(end + 4).getBytes(StandardCharsets.UTF_8);
        return new SignatureVerifier("us-east-1", List.of("lambda"), Clock.systemUTC())
                .verify(
                        SignedRequest.of(first[0], first[1], headers, body),
                        (id, _) -> id.equals(credential.id()) ? AccessSecret.permanent(credential.secret()) : null);
    }
}
