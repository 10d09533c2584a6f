package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.LoopWatch;
import dev.sluice.data.pipeline.Body;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 43, 64: nothing holds a loop for more than 20 ms")
class LoopHoldTest {
    /** They load and compile the code. */
    private static final int COLD_ROUNDS = 10;

    private static final int ROUNDS = 5;

    private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

    /** Else the stack traces that the detection keeps would be measured. */
    @BeforeAll
    static void detectNoLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterAll
    static void detectLeaksAgain() {
        ResourceLeakDetector.setLevel(LEVEL);
    }

    @Test
    void noRequestHoldsTheLoop() throws Exception {
        try (EdgeFixture edge = new EdgeFixture()
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .route("POST", "/count", TestSteps::count)
                .route("ANY", "/{proxy+}", TestSteps::show)
                .route("GET", "/chunked", TestSteps.body(TestSteps.sliced(Body.UNKNOWN, 500, 200, null)))
                .deployed()) {
            // given
            for (int round = 0; round < COLD_ROUNDS; round++) {
                hardWork(edge);
            }

            // when
            long longest = LoopWatch.leastOfLongest(5, () -> {
                for (int round = 0; round < ROUNDS; round++) {
                    hardWork(edge);
                }
            });

            // then
            assertThat(longest).isPositive().isLessThan(LoopWatch.LIMIT_NANOS);
        }
    }

    /** The largest of everything that one client may send at once. */
    private static void hardWork(EdgeFixture edge) throws IOException {
        try (RawClient client = edge.client()) {
            client.send(EdgeFixture.get("/hello").repeat(500));
            for (int count = 0; count < 500; count++) {
                client.reply();
            }
            String path = "/" + "%61/".repeat(2_500);
            String fields = ("X-" + "n".repeat(200) + ": " + "v".repeat(100) + "\r\n").repeat(90);
            assertThat(client.send(EdgeFixture.head("GET", path) + fields + "\r\n")
                            .reply()
                            .status())
                    .isEqualTo(200);
            assertThat(client.send(EdgeFixture.post("/count", "x".repeat(2_000_000)))
                            .reply()
                            .body())
                    .isEqualTo("2000000");
            assertThat(client.send(EdgeFixture.get("/chunked")).reply().body()).hasSize(100_000);
            String chunks = "1\r\nx\r\n".repeat(50_000) + "0\r\n\r\n";
            client.send(EdgeFixture.head("POST", "/count") + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
            assertThat(client.reply().body()).isEqualTo("50000");
        }
    }
}
