package dev.sluice.data.edge;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9113, 5.1: a stream begins once")
class StreamOrderTest {
    private final StreamOrder order = new StreamOrder();

    @Test
    void letsStreamsBeginInTheirOrderAndEndWithTrailers() {
        assertThat(order.fields(1, true)).isNull();
        assertThat(order.fields(3, false)).isNull();
        assertThat(order.fields(5, false)).isNull();
        assertThat(order.fields(3, true)).isNull();
        assertThat(order.fields(3, true)).isEqualTo(STREAM_CLOSED);
        assertThat(order.fields(5, true)).isNull();
    }

    @Test
    void letsNoStreamBeginAgain() {
        // given
        var _ = order.fields(1, true);
        var _ = order.fields(3, false);
        var _ = order.fields(5, false);

        // when
        order.ended(3);
        order.ended(7);

        // then
        assertThat(order.fields(1, true)).isEqualTo(STREAM_CLOSED);
        assertThat(order.fields(3, true)).isEqualTo(STREAM_CLOSED);
        assertThat(order.fields(7, true)).isNull();
    }

    @Test
    void letsNoStreamBeginThatWasPassedOver() {
        // given
        var _ = order.fields(5, false);

        // then
        assertThat(order.fields(1, true)).isEqualTo(PROTOCOL_ERROR);
        assertThat(order.fields(3, true)).isEqualTo(PROTOCOL_ERROR);
        assertThat(order.fields(7, true)).isNull();
    }

    @Test
    void remembersAsManyOpenStreamsAsItHasRoomFor() {
        // when
        for (int stream = 1; stream < 2_000; stream += 2) {
            assertThat(order.fields(stream, false)).isNull();
        }

        // then
        assertThat(order.fields(1, true)).isEqualTo(STREAM_CLOSED);
        assertThat(order.fields(1_999, true)).isNull();
        assertThat(order.fields(1_999 - 2 * 255, true)).isNull();
    }

    @Test
    void leavesNumbersThatAreNoClientsToTheCodec() {
        assertThat(order.fields(0, true)).isNull();
        assertThat(order.fields(2, true)).isNull();
    }
}
