package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.fixtures.TestClock;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 5, item 7: limits by the value of a key")
class KeyedThrottleStepTest {
    private static final StageKey STAGE = new StageKey("123456789012", "abc1234567", "prod");
    private static final String USER = "User";

    private final AtomicLong now = new AtomicLong(42);
    private final SharedBuckets shared = new SharedBuckets(now::get);

    /** A limit of two calls at once and two a second, unless said otherwise. */
    private KeyedLimit rated(String name, boolean told) {
        return limit(name, told, new KeyedBuckets("t", Rate.perSecond(2), new Burst(2), 0, shared));
    }

    private KeyedLimit concurrent(String name, int most, boolean told) {
        return limit(name, told, new KeyedBuckets("t", null, new Burst(0), most, shared));
    }

    private static KeyedLimit limit(String name, boolean told, KeyedBuckets buckets) {
        return new KeyedLimit(
                new KeyedLimit.Place(STAGE, name, "/pets", "GET"),
                exchange -> exchange.request().headers().last(USER),
                told,
                buckets);
    }

    /** One call through the steps; its end is the test's matter. */
    private record Called(Exchange exchange) {
        static Called by(String user, Step step) {
            var headers = new Headers();
            if (!user.isEmpty()) {
                headers.add(USER, user);
            }
            Request request = new Request(
                    "GET",
                    false,
                    "h",
                    "/",
                    "/",
                    "/",
                    "",
                    headers,
                    Body.EMPTY,
                    "192.0.2.1",
                    "192.0.2.1",
                    8000,
                    "GET",
                    "/",
                    null,
                    null);
            var exchange = new Exchange(new DefaultEventLoop(), _ -> {}, request, new Exchange.Ids("r", "x", 0), 0);
            exchange.route(
                    new StageFacts("t", "a", "prod", "d", Map.of()),
                    new MethodFacts("r", "/pets", "GET", null, List.of()),
                    new String[0],
                    new Pipeline(
                            List.of(step, _ -> Outcome.REPLY),
                            (failed, _) -> failed.reply().status(429)));
            return new Called(exchange);
        }

        boolean passed() {
            return exchange.failure() == null;
        }

        String header(String name) {
            return String.join("|", exchange.reply().headers().all(name));
        }
    }

    @Test
    void eachValueHasItsOwnBucket() {
        // given
        Step step = new KeyedThrottleStep(List.of(rated("method-1", false)), now::get);
        Called.by("ann", step);
        Called.by("ann", step);

        // when
        Called third = Called.by("ann", step);
        Called other = Called.by("bob", step);
        now.addAndGet(500_000_000);
        Called later = Called.by("ann", step);

        // then
        assertThat(third.exchange().failure()).isEqualTo(new Failure.Throttled(Duration.ofMillis(500)));
        assertThat(other.passed()).isTrue();
        assertThat(later.passed()).isTrue();
        assertThat(third.exchange().reply().headers().size()).isZero();
        assertThat(later.exchange().reply().headers().size()).isZero();
    }

    @Test
    void callsWithoutAValueCountTogether() {
        // given
        Step step = new KeyedThrottleStep(List.of(rated("method-1", false)), now::get);
        Called.by("", step);
        Called.by("", step);

        // then
        assertThat(Called.by("", step).passed()).isFalse();
        assertThat(Called.by("none", step).passed()).isTrue();
    }

    @Test
    void allLimitsHaveToLetACallPassAndNoRoomIsHeldByOneThatIsRefused() {
        // given
        Step step = new KeyedThrottleStep(List.of(concurrent("method-1", 5, false), rated("path-1", false)), now::get);
        Called first = Called.by("ann", step);
        Called second = Called.by("ann", step);
        for (int call = 0; call < 10; call++) {
            assertThat(Called.by("ann", step).passed()).isFalse();
        }
        now.addAndGet(2_000_000_000);

        // when
        Called third = Called.by("ann", step);
        Called fourth = Called.by("ann", step);

        // then
        assertThat(List.of(first, second, third, fourth)).allMatch(Called::passed);
    }

    @Test
    void aCallWithoutRoomCostsNoToken() {
        // given
        Step step = new KeyedThrottleStep(List.of(rated("method-1", false), concurrent("path-1", 1, false)), now::get);
        Called first = Called.by("ann", step);
        Called refused = Called.by("ann", step);
        first.exchange().end();

        // then
        assertThat(refused.exchange().failure()).isEqualTo(new Failure.Throttled(Duration.ofSeconds(1)));
        assertThat(Called.by("ann", step).passed()).isTrue();
    }

    @Test
    void theRoomOfACallIsFreeOnceAndOnlyAtItsEnd() {
        // given
        Step step = new KeyedThrottleStep(List.of(concurrent("api-1", 1, false)), now::get);
        Called first = Called.by("ann", step);
        assertThat(Called.by("ann", step).passed()).isFalse();
        assertThat(Called.by("bob", step).passed()).isTrue();

        // when
        first.exchange().end();
        first.exchange().end();

        // then
        assertThat(Called.by("ann", step).passed()).isTrue();
        assertThat(Called.by("ann", step).passed()).isFalse();
    }

    @Test
    void tellsOfTheLimitsThatSayThatTheyAreTold() {
        // given
        var both = new KeyedBuckets("t", Rate.perSecond(0.5), new Burst(3), 2, shared);
        Step step = new KeyedThrottleStep(
                List.of(limit("method-1", true, both), rated("path-1", false), concurrent("api-1", 9, true)), now::get);

        // when
        Called passed = Called.by("ann", step);
        passed.exchange().end();
        Called.by("ann", step).exchange().end();
        Called refused = Called.by("ann", step);

        // then
        String policies = "\"method-1\";q=3;w=6, \"method-1-concurrency\";q=2;qu=\"concurrent-requests\","
                + " \"api-1-concurrency\";q=9;qu=\"concurrent-requests\"";
        assertThat(passed.header("RateLimit-Policy")).isEqualTo(policies);
        assertThat(passed.header("RateLimit"))
                .isEqualTo("\"method-1\";r=2;t=2, \"method-1-concurrency\";r=1, \"api-1-concurrency\";r=8");
        assertThat(passed.header("Retry-After")).isEmpty();
        assertThat(refused.header("RateLimit-Policy")).isEqualTo(policies);
        // the limit that is not told refuses: its wait is not told either
        assertThat(refused.header("RateLimit"))
                .isEqualTo("\"method-1\";r=0;t=2, \"method-1-concurrency\";r=2, \"api-1-concurrency\";r=9");
        assertThat(refused.header("Retry-After")).isEmpty();
    }

    @Test
    void tellsWhenToComeAgainInWholeSeconds() {
        // given
        var rare = new KeyedBuckets("t", Rate.perSecond(0.4), new Burst(1), 0, shared);
        Step step = new KeyedThrottleStep(List.of(limit("method-1", true, rare)), now::get);
        Step crowded = new KeyedThrottleStep(List.of(concurrent("api-1", 1, true)), now::get);
        Called.by("ann", step);
        Called.by("ann", crowded);

        // when
        Called rated = Called.by("ann", step);
        Called full = Called.by("ann", crowded);

        // then
        assertThat(rated.header("RateLimit")).isEqualTo("\"method-1\";r=0;t=3");
        assertThat(rated.header("Retry-After")).isEqualTo("3");
        assertThat(full.header("RateLimit")).isEqualTo("\"api-1-concurrency\";r=0");
        assertThat(full.header("Retry-After")).isEqualTo("1");
    }

    @Test
    @DisplayName("ADR 30: nodes have the bucket of a value together")
    void theBucketOfAValueIsSharedByTheNodes() {
        // given
        var clock = new TestClock();
        var mine = new SharedBuckets(clock);
        var others = new SharedBuckets(clock);
        Step here = stepOf(mine, clock);
        Step there = stepOf(others, clock);
        others.hear(new NodeDemand("here", Instant.EPOCH, false, Map.of()));
        mine.hear(new NodeDemand("there", Instant.EPOCH, false, Map.of()));
        for (int call = 0; call < 50; call++) {
            Called.by("ann", there);
            Called.by("bob", here);
        }
        clock.forward(Duration.ofMillis(500));

        // when
        mine.hear(NodeDemand.read("there", Instant.EPOCH, false, others.demand()));
        mine.hearOwn(NodeDemand.read("here", Instant.EPOCH, false, mine.demand()));
        clock.forward(Duration.ofSeconds(2));

        // then: what ann has left here is the least share, and bob's is nearly all
        assertThat(passedOfTwenty("ann", here)).isLessThanOrEqualTo(2);
        assertThat(passedOfTwenty("bob", here)).isGreaterThanOrEqualTo(9);
    }

    private static Step stepOf(SharedBuckets buckets, TestClock clock) {
        var table = new KeyedBuckets("t", Rate.perSecond(10), new Burst(10), 0, buckets);
        return new KeyedThrottleStep(List.of(limit("method-1", false, table)), clock);
    }

    private static int passedOfTwenty(String user, Step step) {
        int passed = 0;
        for (int call = 0; call < 20; call++) {
            passed += Called.by(user, step).passed() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aFloodOfValuesTakesNoNameFromOtherBucketsNorFromAnotherTenant() {
        // given
        shared.hear(new NodeDemand("b", Instant.EPOCH, false, Map.of()));
        for (int id = 1; id <= 1_000; id++) {
            shared.bucket(id, "plain", Rate.perSecond(10), new Burst(1)).tryTake(now.get());
        }
        for (int id = 1_001; id <= 3_000; id++) {
            shared.keyedBucket(id, "loud", Rate.perSecond(0.1), new Burst(1)).tryTake(now.get());
        }
        shared.keyedBucket(3_001, "quiet", Rate.perSecond(10), new Burst(1)).tryTake(now.get());
        now.addAndGet(100_000_000);

        // when
        Map<String, Double> demand = shared.demand();

        // then
        assertThat(demand).hasSize(Naming.MOST + Naming.MOST_KEYED);
        assertThat(demand).containsKeys("1", "3e8", "bb9");
    }
}
