package dev.sluice.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 56: a whole body counts until its last byte is sent")
class WholeBodyTest {
    private static final int BYTES = 200_000;

    private final BodyBudget budget = new BodyBudget(1_000_000);
    private final HeldBodies held = new HeldBodies(budget.share("cats"));
    private final Body body = Objects.requireNonNull(held.body(new byte[BYTES]));
    private final Sink sink = new Sink();

    /** Keeps what comes, as a connection does whose client takes nothing. */
    private static final class Sink implements Body.Reader {
        private final List<ByteBuf> slices = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private int idle;
        private boolean ended;

        @Override
        public boolean accept(ByteBuf slice) {
            slices.add(slice);
            return true;
        }

        @Override
        public int room() {
            return room;
        }

        @Override
        public void idle() {
            idle++;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void fail(Failure failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void countsUntilTheLastSliceIsSentThoughTheExchangeIsOver() {
        // given
        body.readTo(sink);
        held.end();
        assertThat(sink.ended).isTrue();
        ByteBuf last = sink.slices.removeLast();
        sink.slices.forEach(ByteBuf::release);
        assertThat(budget.heldBytes()).isEqualTo(BYTES);

        // when
        last.release();

        // then
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void givesNoMoreThanThereIsRoomFor() {
        // given
        sink.room = 0;
        body.readTo(sink);
        assertThat(sink.slices).isEmpty();
        assertThat(sink.idle).isEqualTo(1);

        // when
        sink.room = 150_000;
        body.more();

        // then
        assertThat(sink.slices).extracting(ByteBuf::readableBytes).containsExactly(65_536, 65_536, 65_536, 3_392);
        sink.slices.forEach(ByteBuf::release);
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void aBodyThatIsCancelledInTheMiddleCountsWhatIsNotSent() {
        // given
        ByteBuf[] first = new ByteBuf[1];
        body.readTo(new Body.Reader() {
            @Override
            public boolean accept(ByteBuf slice) {
                first[0] = slice;
                return false;
            }

            @Override
            public void end() {}

            @Override
            public void fail(Failure failure) {}
        });

        // when
        body.cancel();

        // then
        assertThat(budget.heldBytes()).isEqualTo(BYTES);
        first[0].release();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void aBodyThatNobodyReadCountsNoMoreOnceItIsCancelled() {
        body.cancel();
        assertThat(budget.heldBytes()).isZero();
    }
}
