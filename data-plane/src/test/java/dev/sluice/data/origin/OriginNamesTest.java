package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.NameServer;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names of origins: every address is checked on every new connection, and the next one stands in for a dead one. */
class OriginNamesTest {
    private static final String NAME = "shop.example.test";
    private static final Failure BAD_ADDRESS = new Failure.Configuration("Invalid endpoint address");

    private final NameServer names = new NameServer();
    private final OriginBed bed = bed(List.of("127.0.0.0/8"));

    private OriginBed bed(List<String> allowed) {
        return new OriginBed(allowed, OriginBed.LIMITS, List.of(), names.provider());
    }

    @AfterEach
    void stop() {
        bed.close();
        names.close();
    }

    private static OriginBed.Call call(RawOrigin origin) {
        OriginBed.Call call = new OriginBed.Call(origin.port());
        call.host = NAME;
        return call;
    }

    /** Closes each connection after its answer, so that each call opens one of its own. */
    private static RawOrigin oneAnswerEach() {
        return RawOrigin.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
    }

    @Test
    void triesTheNextAddressWhenOneRefuses() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi")) {
            // given
            names.name(NAME, 30, "127.0.0.3", "127.0.0.2", "127.0.0.1");

            // when
            var result = bed.send(call(origin));

            // then
            assertThat(result.body()).isEqualTo("hi");
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void givesUpAfterThreeAddresses() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi")) {
            // given
            names.name(NAME, 30, "127.0.0.4", "127.0.0.3", "127.0.0.2", "127.0.0.1");

            // when
            var result = bed.send(call(origin));

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void triesNoOtherAddressOnceARequestWasSent() throws IOException {
        try (RawOrigin origin = RawOrigin.running(RawOrigin.Connection::readRequest)) {
            // given
            names.name(NAME, 30, "127.0.0.1", "127.0.0.1");

            // when
            var result = bed.send(call(origin));

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void refusesANameWithOneAddressThatMayNotBeCalled() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi");
                OriginBed strict = bed(List.of("127.0.0.1"))) {
            // given
            names.name(NAME, 30, "127.0.0.1", "10.0.0.1");

            // when
            var result = strict.send(call(origin));

            // then
            assertThat(result.failure()).isEqualTo(BAD_ADDRESS);
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void checksTheAddressesAgainOnEachNewConnection() throws IOException {
        try (RawOrigin origin = oneAnswerEach();
                OriginBed strict = bed(List.of("127.0.0.1"))) {
            // given
            names.name(NAME, 0, "127.0.0.1");
            var before = strict.send(call(origin));
            names.name(NAME, 0, "127.0.0.2");

            // when
            var rebound = strict.send(call(origin));

            // then
            assertThat(before.body()).isEqualTo("hi");
            assertThat(rebound.failure()).isEqualTo(BAD_ADDRESS);
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void keepsAnAnswerForItsTimeAndNoLonger() throws IOException {
        try (RawOrigin origin = oneAnswerEach()) {
            // given
            names.name(NAME, 5, "127.0.0.1");
            bed.send(call(origin));
            bed.send(call(origin));
            int questionsWithin = names.questions();
            names.name(NAME, 5, "127.0.0.2");

            // when
            Await.until("the new address is used", () -> bed.send(call(origin)).failure() != null);

            // then
            assertThat(questionsWithin).isEqualTo(1);
            assertThat(names.questions()).isEqualTo(2);
        }
    }

    @Test
    void takesANameThatDoesNotExistForABadAddress() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi")) {
            // when
            var result = bed.send(call(origin));

            // then
            assertThat(result.failure()).isEqualTo(BAD_ADDRESS);
        }
    }
}
