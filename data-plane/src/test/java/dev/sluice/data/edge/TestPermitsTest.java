package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestPermitsTest {
    @Test
    void givesNoMorePermitsThanThereAre() {
        // given
        var permits = new TestPermits(2);
        permits.enter();
        permits.enter();

        // when
        boolean third = permits.enter();
        permits.leave();
        boolean fourth = permits.enter();

        // then
        assertThat(third).isFalse();
        assertThat(fourth).isTrue();
    }

    @Test
    void leavesTheOthersTheirShare() {
        // security-requirements 48
        // given
        var permits = new TestPermits(8);
        permits.enter("a");
        permits.enter("a");

        // when
        boolean third = permits.enter("a");
        boolean other = permits.enter("b");
        permits.leave("a");
        boolean again = permits.enter("a");

        // then
        assertThat(third).isFalse();
        assertThat(other).isTrue();
        assertThat(again).isTrue();
    }

    @Test
    void runsNothingWhereNothingIsAllowed() {
        assertThat(new TestPermits(0).enter()).isFalse();
    }
}
