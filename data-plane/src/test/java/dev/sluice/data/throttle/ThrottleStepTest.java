package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Request;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleStepTest {
    private final AtomicLong now = new AtomicLong(42);

    private static Exchange anExchange() {
        Request request = new Request(
                "GET",
                false,
                "h",
                "/",
                "/",
                "/",
                "",
                new Headers(),
                Body.EMPTY,
                "192.0.2.1",
                "192.0.2.1",
                8000,
                "GET",
                "/",
                null,
                null);
        return new Exchange(new DefaultEventLoop(), _ -> {}, request, new Exchange.Ids("r", "x", 0), 0);
    }

    @Test
    void refusesWithTheWaitWhenTheBucketIsEmpty() {
        // given
        var step =
                new ThrottleStep(new SharedBuckets(now::get).bucket(1, "t", Rate.perSecond(2), new Burst(1)), now::get);
        step.run(anExchange());

        // when
        Outcome outcome = step.run(anExchange());

        // then
        assertThat(outcome).isEqualTo(new Outcome.Refuse(new Failure.Throttled(Duration.ofMillis(500))));
    }

    @Test
    void letsPassAgainOnceTheTokenIsThere() {
        // given
        var step =
                new ThrottleStep(new SharedBuckets(now::get).bucket(1, "t", Rate.perSecond(2), new Burst(1)), now::get);
        step.run(anExchange());
        now.addAndGet(500_000_000);

        // when
        Outcome outcome = step.run(anExchange());

        // then
        assertThat(outcome).isEqualTo(Outcome.PROCEED);
    }
}
