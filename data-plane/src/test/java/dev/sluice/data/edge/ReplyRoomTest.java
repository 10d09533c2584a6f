package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 27, 28: how far replies may run ahead of their client")
class ReplyRoomTest {
    private final ReplyRoom room = new ReplyRoom(2);

    @Test
    void aWideWindowIsNoBound() {
        room.waits();
        room.waits();
        assertThat(room.bytes(65_535)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aFewRepliesAreReadBeyondTheirWindows() {
        room.waits();
        assertThat(room.bytes(0)).isEqualTo(1_024);
        assertThat(room.bytes(5_000)).isEqualTo(5_000);
    }

    @Test
    void theOthersAreReadAsFarAsTheirWindowsGo() {
        room.waits();
        room.waits();
        assertThat(room.bytes(0)).isZero();
        assertThat(room.bytes(16_383)).isZero();
        assertThat(room.bytes(16_384)).isEqualTo(16_384);
    }

    @Test
    void thatOneIsTakenIsToldToThoseThatWereRefused() {
        // given
        room.waits();
        room.waits();
        assertThat(room.bytes(0)).isZero();

        // when
        boolean told = room.taken();

        // then
        assertThat(told).isTrue();
        assertThat(room.bytes(0)).isEqualTo(1_024);
        assertThat(room.taken()).isFalse();
    }

    @Test
    void nobodyIsToldWhenNobodyWasRefused() {
        room.waits();
        room.waits();
        assertThat(room.taken()).isFalse();
    }
}
