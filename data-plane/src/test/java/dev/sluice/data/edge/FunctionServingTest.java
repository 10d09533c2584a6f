package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.sluice.data.targets.Targets;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 8.6: functions behind the real edge")
class FunctionServingTest {
    private static final int BODY_BYTES = 10_485_760;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EdgeFixture edge = new EdgeFixture();
    private final Loops loops = edge.loops();
    private final Targets targets = new Targets();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final OriginClient origins = new OriginClient(
            new AddressRules(List.of("127.0.0.0/8"), List.of()),
            OriginLimits.DEFAULT,
            new OriginTls(List.of()),
            loops.clientChannel());

    FunctionServingTest() throws IOException {}

    @AfterEach
    void stop() {
        origins.close();
        edge.close();
        workers.shutdown();
    }

    private void deploy(RawOrigin origin, MethodDraft method) throws StageRefused {
        targets.put(AwsBed.targets(origin.url("")));
        var compiler = new StageCompiler(
                new GatewayResponder(BODY_BYTES),
                origins,
                NanoClock.SYSTEM,
                Transforming.upTo(BODY_BYTES),
                new AwsAccess(targets, new Workers(workers), Transforming.ARNS),
                Callers.of(new AccessKeys(Transforming.ARNS)));
        var stage = StageDraft.stage("prod")
                .of(AwsBed.TENANT, EdgeFixture.API)
                .method("ANY", "/{proxy+}", method)
                .snapshot();
        edge.stage(EdgeFixture.API, "prod", new Lookup.Found(compiler.compile(stage, null)));
    }

    private static JsonNode event(RawOrigin origin) throws IOException {
        String request = origin.lastRequest();
        return JSON.readTree(request.substring(request.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void showsTheRequestAsItArrived() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("{\"statusCode\":201,\"body\":\"made\"}")) {
            // given
            deploy(origin, MethodDraft.awsProxy(AwsBed.FUNCTION_URI));

            // when
            var reply = edge.call(EdgeFixture.head("POST", "/a//b%2Fc/?x=1&x=2")
                    + "User-Agent: raw\r\nMax-Forwards: 3\r\nTE: trailers\r\nX-Forwarded-For: 198.51.100.1\r\n"
                    + "Content-Length: 5\r\n\r\nhello");

            // then
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.body()).isEqualTo("made");
            JsonNode event = event(origin);
            assertThat(event.get("resource").asText()).isEqualTo("/{proxy+}");
            assertThat(event.get("path").asText()).isEqualTo("/a//b%2Fc/");
            assertThat(event.at("/pathParameters/proxy").asText()).isEqualTo("a//b%2Fc");
            assertThat(event.at("/requestContext/path").asText()).isEqualTo("/prod/a//b%2Fc/");
            assertThat(event.at("/multiValueQueryStringParameters/x").toString())
                    .isEqualTo("[\"1\",\"2\"]");
            assertThat(event.at("/headers/Host").asText()).isEqualTo(EdgeFixture.HOST);
            assertThat(event.at("/headers/X-Forwarded-For").asText()).isEqualTo("198.51.100.1, 127.0.0.1");
            assertThat(event.at("/headers/X-Forwarded-Port").asText()).isEqualTo(Integer.toString(edge.port()));
            assertThat(event.at("/requestContext/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
            assertThat(event.at("/requestContext/requestId").asText()).isEqualTo(reply.field("x-amzn-RequestId"));
            assertThat(event.at("/headers/X-Amzn-Trace-Id").asText()).isEqualTo(reply.field("X-Amzn-Trace-Id"));
            assertThat(event.get("headers").toString())
                    .doesNotContainIgnoringCase("max-forwards")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContain("trailers");
            assertThat(event.get("body").asText()).isEqualTo("hello");
        }
    }

    @Test
    void carriesLargeBodiesBothWays() throws Exception {
        String large = "x".repeat(2_000_000);
        try (RawOrigin origin = RawOrigin.saying("{\"body\":\"" + large + "\"}")) {
            // given
            deploy(origin, MethodDraft.awsProxy(AwsBed.FUNCTION_URI).credentials(AwsBed.ROLE));

            // when
            var reply = edge.call(EdgeFixture.post("/big", large));

            // then
            assertThat(reply.body()).isEqualTo(large);
            assertThat(event(origin).get("body").asText()).isEqualTo(large);
        }
    }

    @Test
    @DisplayName("decisions 51: a client that goes takes its invocation with it")
    void stopsTheInvocationOfAClientThatGoes() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.awaitEnd();
                });
                RawClient client = edge.client()) {
            // given
            deploy(origin, MethodDraft.awsProxy(AwsBed.FUNCTION_URI));
            client.send(EdgeFixture.get("/slow"));
            Await.until("the function is invoked", () -> !origin.requests().isEmpty());

            // when
            client.reset();

            // then
            Await.until("the invocation ends", () -> origin.openConnections() == 0);
        }
    }

    @Test
    @DisplayName("decisions 51: an asynchronous invocation goes on without its client")
    void keepsAnAsynchronousInvocationWhenTheClientGoes() throws Exception {
        var ended = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    left.await();
                    connection.write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
                    if (connection.readRequest()) {
                        ended.countDown(); // the connection was kept for a second call
                        connection.write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
                    }
                });
                RawClient client = edge.client()) {
            // given
            deploy(
                    origin,
                    MethodDraft.aws(AwsBed.FUNCTION_URI)
                            .verb("POST")
                            .map("header.X-Amz-Invocation-Type", "'Event'")
                            .response("200", ""));
            client.send(EdgeFixture.post("/job", "{}"));
            Await.until("the function is invoked", () -> !origin.requests().isEmpty());

            // when
            client.reset();
            Await.until("the call has ended", () -> edge.log().contains("/job"));
            left.countDown();

            // then
            Await.until("the connection, kept for its answer, serves another call", () -> served(ended));
        }
    }

    private boolean served(CountDownLatch again) {
        try {
            assertThat(edge.call(EdgeFixture.post("/job", "{}")).status()).isEqualTo(200);
            return again.getCount() == 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void timesOut() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        })) {
            // given
            deploy(origin, MethodDraft.awsProxy(AwsBed.FUNCTION_URI).timeoutMillis(100));

            // when
            var reply = edge.call(EdgeFixture.get("/slow"));

            // then
            assertThat(reply.status()).isEqualTo(504);
            assertThat(reply.body()).isEqualTo("{\"message\": \"Endpoint request timed out\"}");
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.7: the first bytes of a stream do not wait for the last")
    void passesAStreamOnAsItComes() throws Exception {
        var gate = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    connection.write("f\r\n{}\0\0\0\0\0\0\0\0first\r\n");
                    gate.await();
                    connection.write("5\r\n last\r\n0\r\n\r\n");
                });
                RawClient client = edge.client()) {
            // given
            deploy(origin, MethodDraft.awsProxy(AwsBed.STREAM_URI).streamed());

            // when
            client.send(EdgeFixture.get("/stream"));
            String begun = client.readUntil("first");
            gate.countDown();

            // then
            assertThat(begun).startsWith("HTTP/1.1 200 OK").endsWith("first");
            assertThat(client.readUntil("0\r\n\r\n")).contains(" last");
        }
    }
}
