package dev.sluice.data.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.fixtures.Await;
import io.netty.channel.DefaultEventLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Exchange exchange(String path, String userAgent) {
        Exchange exchange = unknown(path, userAgent);
        exchange.stage(new StageFacts("123456789012", "abcdefghij", "prod", "dep", Map.of()));
        return exchange;
    }

    private static Exchange unknown(String path, String userAgent) {
        Headers headers = new Headers()
                .add("User-Agent", userAgent)
                .add("Authorization", "Bearer canary-token")
                .add("x-api-key", "canary-key")
                .add("Cookie", "canary-cookie");
        Request request = new Request(
                "GET",
                false,
                "h",
                path,
                path,
                path,
                "token=canary-query",
                headers,
                Body.EMPTY,
                "192.0.2.1",
                "192.0.2.1",
                8000,
                "GET",
                path,
                null,
                null);
        Exchange exchange = new Exchange(
                new DefaultEventLoop(),
                _ -> {},
                request,
                new Exchange.Ids("0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0", "abcdefghijklmno=", 1_700_000_000_000L),
                1_000_000_000L);
        return exchange;
    }

    private static String logged(Exchange exchange, CallEnd end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Telemetry telemetry = new Telemetry(out)) {
            LoopTelemetry loop = telemetry.newLoop();
            loop.ended(exchange, end);
            loop.flush();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesOneJsonObjectALine() throws IOException {
        // given
        Exchange exchange = exchange("/pets/1", "curl/8");
        exchange.originNanos(2_000_000);
        exchange.failure(new Failure.IntegrationInvalid("bad \"head\""));

        // when
        String log = logged(exchange, new CallEnd(502, 3, 36, 1_004_500_000L, Protocol.HTTP_1_1, "", ""));

        // then
        assertThat(log).endsWith("}\n");
        assertThat(JSON.readTree(log)).isEqualTo(JSON.readTree("""
                {"timeEpochMillis":1700000000000,"requestId":"0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
                "extendedRequestId":"abcdefghijklmno=","tenant":"123456789012","api":"abcdefghij","stage":"prod",
                "host":"h","verb":"GET","path":"/pets/1","protocol":"HTTP/1.1","scheme":"http","status":502,"responseBytes":36,
                "latencyMicros":4500,"integrationLatencyMicros":2000,"sourceIp":"192.0.2.1","userAgent":"curl/8",
                "failure":"integration_invalid","reason":"bad \\"head\\""}"""));
    }

    @Test
    @DisplayName("security-requirements 60: no value ends the line, none is endless, no secret is in it")
    void escapesAndCutsValues() throws IOException {
        // given
        String hostile = "\"}\n{\"status\":200,\\ \u0000\u007f\u00e9\u2028" + "\u0001".repeat(5_000);

        // when
        String log = logged(
                exchange("/" + hostile, hostile), new CallEnd(200, 0, 0, 1_000_000_000L, Protocol.HTTP_1_0, "", ""));

        // then
        assertThat(log.chars().filter(each -> each == '\n').count()).isEqualTo(1);
        assertThat(log.chars()).allMatch(each -> each == '\n' || (each >= ' ' && each < 0x7F));
        JsonNode line = JSON.readTree(log);
        assertThat(line.get("userAgent").asText()).isEqualTo(hostile.substring(0, 256));
        assertThat(line.get("path").asText()).hasSize(1_024);
        assertThat(line.get("protocol").asText()).isEqualTo("HTTP/1.0");
        assertThat(log).doesNotContain("canary");
    }

    @Test
    void saysWhatACallThatLedToNoStageAskedFor() throws IOException {
        // given
        Exchange exchange = unknown("/prod/pets", "x");
        exchange.failure(new Failure.UnknownApi());

        // when
        String log =
                logged(exchange, new CallEnd(403, 0, 23, 1_000_000_000L, Protocol.HTTP_1_1, "zyxwvutsrq", "p\"rod"));

        // then
        JsonNode line = JSON.readTree(log);
        assertThat(line.get("host").asText()).isEqualTo("h");
        assertThat(line.get("api").asText()).isEqualTo("zyxwvutsrq");
        assertThat(line.get("stage").asText()).isEqualTo("p\"rod");
        assertThat(line.has("tenant")).isFalse();
    }

    @Test
    void aClientThatLeftHasNoStatus() throws IOException {
        // given
        Exchange exchange = exchange("/", "x");
        exchange.failure(new Failure.ClientGone());

        // when
        String log = logged(exchange, new CallEnd(0, 0, 0, 1_000_000_000L, Protocol.HTTP_1_1, "", ""));

        // then
        assertThat(JSON.readTree(log).get("status").asText()).isEqualTo("-");
    }

    @Test
    void addsUpWhatTheLoopsCounted() {
        try (Telemetry telemetry = new Telemetry(OutputStream.nullOutputStream())) {
            // given
            LoopTelemetry one = telemetry.newLoop();
            LoopTelemetry other = telemetry.newLoop();
            one.connectionOpened();
            other.connectionOpened();
            other.connectionClosed();

            // when
            one.ended(exchange("/", "x"), new CallEnd(200, 5, 7, 1_000_400_000L, Protocol.HTTP_1_1, "", ""));
            other.ended(exchange("/", "x"), new CallEnd(504, 1, 2, 60_000_000_000L, Protocol.HTTP_1_1, "", ""));
            Exchange throttled = exchange("/", "x");
            throttled.failure(new Failure.Throttled(Duration.ZERO));
            other.ended(throttled, new CallEnd(429, 0, 0, 1_000_400_001L, Protocol.HTTP_1_1, "", ""));
            TrafficSnapshot snapshot = telemetry.snapshot();

            // then
            assertThat(snapshot.statusClasses()).containsExactly(0L, 1L, 0L, 1L, 1L);
            assertThat(snapshot.openConnections()).isEqualTo(1);
            assertThat(snapshot.requestBytes()).isEqualTo(6);
            assertThat(snapshot.responseBytes()).isEqualTo(9);
            assertThat(snapshot.failures()).containsEntry("throttled", 1L).containsEntry("internal", 0L);
            assertThat(snapshot.latency().counts().getFirst()).isEqualTo(2);
            assertThat(snapshot.latency().counts().getLast()).isEqualTo(1);
            assertThat(snapshot.latency().counts())
                    .hasSize(snapshot.latency().boundsMicros().size() + 1);
            assertThat(snapshot.originLatency().sumMicros()).isZero();
        }
    }

    @Test
    @DisplayName("security-requirements 57: a log that is behind drops lines, counts them, and blocks nobody")
    void dropsLinesWhenTheOutputHangs() {
        // given
        CountDownLatch hanging = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int each) {
                throw new UnsupportedOperationException("whole chunks only");
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                    hanging.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
        };
        try (Telemetry telemetry = new Telemetry(stuck)) {
            LoopTelemetry loop = telemetry.newLoop();
            Exchange exchange = exchange("/" + "x".repeat(1_000), "x");

            // when
            for (int line = 0; line < 10_000; line++) {
                loop.ended(exchange, new CallEnd(200, 0, 0, 1_000_000_000L, Protocol.HTTP_1_1, "", ""));
            }

            // then
            assertThat(telemetry.snapshot().droppedLogLines()).isPositive();
            assertThat(telemetry.snapshot().statusClasses().get(1)).isEqualTo(10_000);
            hanging.countDown();
        }
    }

    @Test
    void linesThatCannotBeWrittenAreCounted() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int each) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (Telemetry telemetry = new Telemetry(full)) {
            // when
            LoopTelemetry loop = telemetry.newLoop();
            loop.early("id", 0, "192.0.2.1", 400, "malformed");
            loop.flush();

            // then
            Await.until("the line is counted", () -> telemetry.snapshot().droppedLogLines() == 1);
        }
    }
}
