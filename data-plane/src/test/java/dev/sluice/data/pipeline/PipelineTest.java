package dev.sluice.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final Outcome REFUSAL = new Outcome.Refuse(new Failure.UnknownRoute());

    private final EventLoop loop = new DefaultEventLoop();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void stop() {
        var _ = loop.shutdownGracefully();
    }

    /** A body that nobody began to read, and that notes when it is not wanted. */
    private Body unread(String name) {
        return new Body() {
            @Override
            public long declaredBytes() {
                return 9;
            }

            @Override
            public void readTo(Reader reader) {
                seen.add(name + " is read");
            }

            @Override
            public void more() {}

            @Override
            public void cancel() {
                seen.add(name + " is cancelled");
            }
        };
    }

    private void run(Step... steps) {
        Request request = new Request(
                "POST",
                false,
                "api.localhost",
                "/prod/",
                "/",
                "/",
                "",
                new Headers(),
                unread("the request"),
                "192.0.2.7",
                "192.0.2.7",
                8000,
                "POST",
                "/prod/",
                null,
                null);
        Exchange exchange = new Exchange(
                loop,
                _ -> seen.add("the reply is written"),
                request,
                new Exchange.Ids("7c5d5a0e-6c7f-4d5e-9a51-0123456789ab", "AAAAAAAAAAAAAAA=", 1_800_000_000_000L),
                System.nanoTime());
        exchange.route(
                new StageFacts("123456789012", "abc1234567", "prod", "dep123", Map.of()),
                new MethodFacts("res123", "/", "POST", null, List.of()),
                new String[0],
                new Pipeline(List.of(steps), (_, _) -> seen.add("the failure is rendered")));
    }

    private Outcome mapped(Exchange exchange) {
        exchange.originRequest(new OriginRequest(
                "POST",
                false,
                "origin",
                80,
                "/",
                new Headers(),
                unread("what the origin would get"),
                20_000,
                false,
                0));
        return Outcome.PROCEED;
    }

    @Test
    @DisplayName("the body of a request that is refused is dropped before the reply is written, whatever refused it")
    void dropsTheBodyOfARefusedRequest() {
        // when
        run(_ -> REFUSAL);

        // then
        assertThat(seen).containsExactly("the failure is rendered", "the request is cancelled", "the reply is written");
    }

    @Test
    void dropsWhatAnOriginWouldHaveGotToo() {
        // when
        run(this::mapped, _ -> REFUSAL);

        // then
        assertThat(seen)
                .containsExactly(
                        "the failure is rendered",
                        "what the origin would get is cancelled",
                        "the request is cancelled",
                        "the reply is written");
    }

    @Test
    void dropsTheBodyWhenAStepFailsByABug() {
        // when
        run(_ -> {
            throw new IllegalStateException("a bug in a step");
        });

        // then
        assertThat(seen).contains("the request is cancelled");
    }

    @Test
    void leavesTheBodyOfAnAnsweredRequestToItsReply() {
        // when
        run(_ -> Outcome.REPLY);

        // then
        assertThat(seen).containsExactly("the reply is written");
    }
}
