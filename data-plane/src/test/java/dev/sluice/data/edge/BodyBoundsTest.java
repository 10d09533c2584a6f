package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 48, 56: bodies that are held whole have a bound, and go when nothing needs them")
class BodyBoundsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final String ECHO = "#set($body = $input.body)$body";
    private static final String UNAVAILABLE = "{\"message\":\"Service Unavailable\"}";

    private final ApiBed bed = new ApiBed(6 * MEGABYTE);
    private final CountDownLatch gate = new CountDownLatch(1);

    BodyBoundsTest() throws IOException {}

    @AfterEach
    void stop() {
        gate.countDown();
        bed.close();
    }

    private RawOrigin waiting() {
        return RawOrigin.running(connection -> {
            connection.readRequest();
            gate.await();
        });
    }

    /** The length of the body is told, but its end does not come. */
    private static String unfinished(String path, int bytes) {
        return EdgeFixture.head("POST", path) + "Content-Length: " + (bytes + 1) + "\r\n\r\n" + "x".repeat(bytes);
    }

    private void awaitNothingHeld() {
        Await.until("nothing is held", () -> bed.budget().heldBytes() == 0);
    }

    @Test
    void aBodyThatFindsNoRoomIsShed() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("ok");
                RawClient slow = bed.edge().client()) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method(
                            "POST",
                            "/mapped",
                            MethodDraft.http(origin.url("/"))
                                    .verb("POST")
                                    .template("application/json", ECHO)
                                    .response("200", "")));
            slow.send(unfinished("/mapped", 2 * MEGABYTE));
            Await.until("the body is held", () -> bed.budget().heldBytes() >= 2 * MEGABYTE);

            // when
            var reply = bed.edge().call(EdgeFixture.post("/mapped", "x".repeat(3 * MEGABYTE)));

            // then
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.field("Retry-After")).isEqualTo("1");
            assertThat(reply.body()).isEqualTo(UNAVAILABLE);
            assertThat(bed.edge().call(EdgeFixture.post("/mapped", "{}")).status())
                    .isEqualTo(200);
        }
        awaitNothingHeld();
    }

    @Test
    void theConnectionServesOnWhenTheRestIsShort() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("ok");
                RawClient slow = bed.edge().client();
                RawClient client = bed.edge().client()) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method(
                            "POST",
                            "/mapped",
                            MethodDraft.http(origin.url("/"))
                                    .verb("POST")
                                    .template("application/json", ECHO)
                                    .response("200", "")));
            slow.send(unfinished("/mapped", 3 * MEGABYTE - 10_000));
            Await.until("the body is held", () -> bed.budget().heldBytes() > 3 * MEGABYTE - 10_000);

            // when
            int status = client.send(EdgeFixture.post("/mapped", "x".repeat(20_000)))
                    .reply()
                    .status();

            // then
            assertThat(status).isEqualTo(503);
            slow.close();
            awaitNothingHeld();
            assertThat(client.send(EdgeFixture.post("/mapped", "{}")).reply().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatFindsNoRoomIsShed() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("x".repeat(4 * MEGABYTE))) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method(
                            "GET",
                            "/mapped",
                            MethodDraft.http(origin.url("/"))
                                    .verb("GET")
                                    .response("200", "")
                                    .responseTemplate("200", "application/json", ECHO)));

            // when
            var reply = bed.edge().call(EdgeFixture.get("/mapped"));

            // then
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).isEqualTo(UNAVAILABLE);
            awaitNothingHeld();
        }
    }

    @Test
    void aRequestIsHeldNoLongerThanItsOriginTakesToReadIt() throws Exception {
        try (RawOrigin origin = waiting();
                RawClient client = bed.edge().client()) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method(
                            "POST",
                            "/mapped",
                            MethodDraft.http(origin.url("/"))
                                    .verb("POST")
                                    .template("application/json", ECHO)
                                    .response("200", "")));

            // when
            client.send(EdgeFixture.post("/mapped", "x".repeat(MEGABYTE)));

            // then
            Await.until("the origin has the request", () -> !origin.requests().isEmpty());
            awaitNothingHeld();
        }
    }

    @Test
    void anEventIsHeldNoLongerThanItsFunctionTakesToReadIt() throws Exception {
        try (RawOrigin origin = waiting();
                RawClient client = bed.edge().client()) {
            // given
            bed.targets().put(AwsBed.targets(origin.url("")));
            bed.deployed(
                    StageDraft.stage("prod").method("POST", "/function", MethodDraft.awsProxy(AwsBed.FUNCTION_URI)));

            // when
            client.send(EdgeFixture.post("/function", "x".repeat(MEGABYTE)));

            // then
            Await.until("the function has the event", () -> !origin.requests().isEmpty());
            awaitNothingHeld();
        }
    }

    @Test
    void aReplyIsHeldUntilTheClientTakesIt() throws Exception {
        int bytes = 10 * MEGABYTE; // more than the kernel keeps for a client
        try (ApiBed large = new ApiBed(64 * MEGABYTE);
                RawOrigin origin = RawOrigin.saying("x".repeat(bytes));
                RawClient client = new RawClient(large.edge().port(), 8_192)) {
            // given
            large.deployed(StageDraft.stage("prod")
                    .method(
                            "GET",
                            "/passed",
                            MethodDraft.http(origin.url("/"))
                                    .verb("GET")
                                    .response("200", "")
                                    .responseHeader("200", "X-Part", "integration.response.body.part")));

            // when
            client.send(EdgeFixture.get("/passed"));

            // then
            Await.until("the answer is held", () -> large.budget().heldBytes() == bytes);
            assertThat(client.reply().body()).hasSize(bytes);
            Await.until("nothing is held", () -> large.budget().heldBytes() == 0);
        }
    }

    @Test
    void whoLeavesHoldsNothing() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("ok");
                RawClient client = bed.edge().client()) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method(
                            "POST",
                            "/mapped",
                            MethodDraft.http(origin.url("/"))
                                    .verb("POST")
                                    .template("application/json", ECHO)
                                    .response("200", "")));
            client.send(unfinished("/mapped", MEGABYTE));
            Await.until("the body is held", () -> bed.budget().heldBytes() >= MEGABYTE);

            // when
            client.reset();

            // then
            awaitNothingHeld();
        }
    }
}
