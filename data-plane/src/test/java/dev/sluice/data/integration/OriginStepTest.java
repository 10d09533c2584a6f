package dev.sluice.data.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OriginStepTest {
    private final Loops loops = WatchedLoops.startNio(1);
    private final OriginClient client = new OriginClient(
            new AddressRules(List.of("127.0.0.0/8"), List.of()),
            OriginLimits.DEFAULT,
            new OriginTls(List.of()),
            loops.clientChannel());
    private final CompletableFuture<Exchange> finished = new CompletableFuture<>();

    @AfterEach
    void stop() {
        client.close();
        loops.stop().syncUninterruptibly();
    }

    @Test
    void dropsTheOriginsBodyWhenALaterStepRefuses() throws IOException {
        try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\npart")) {
            // given
            OriginKey key = new OriginKey("123456789012", "127.0.0.1", origin.port(), false, false);
            Pipeline pipeline = new Pipeline(
                    List.of(new OriginStep(client, key), _ -> {
                        throw new IllegalStateException("a bug in a step");
                    }),
                    new GatewayResponder(10_485_760));

            // when
            loops.each().getFirst().execute(() -> route(pipeline, origin.port()));

            // then
            assertThat(finished.join().failure()).isInstanceOf(Failure.Internal.class);
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
        }
    }

    private void route(Pipeline pipeline, int port) {
        Request request = new Request(
                "GET",
                false,
                "api.localhost",
                "/",
                "/",
                "/",
                "",
                new Headers(),
                Body.EMPTY,
                "192.0.2.7",
                "192.0.2.7",
                8000,
                "GET",
                "/",
                null,
                null);
        Exchange exchange = new Exchange(
                loops.each().getFirst(),
                finished::complete,
                request,
                new Exchange.Ids("7c5d5a0e-6c7f-4d5e-9a51-0123456789ab", "AAAAAAAAAAAAAAA=", 1_800_000_000_000L),
                System.nanoTime());
        exchange.originRequest(new OriginRequest(
                "GET",
                false,
                "127.0.0.1",
                port,
                "/",
                new Headers().add("Host", "origin"),
                Body.EMPTY,
                20_000,
                false,
                0));
        exchange.route(
                new StageFacts("123456789012", "abc1234567", "prod", "dep123", Map.of()),
                new MethodFacts("res123", "/", "GET", null, List.of()),
                new String[0],
                pipeline);
    }
}
