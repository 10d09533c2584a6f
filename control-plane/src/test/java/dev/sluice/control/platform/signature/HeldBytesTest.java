package dev.sluice.control.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBytesTest {
    @Test
    void refusesWhatIsTooMuchUntilSomeIsGivenBack() {
        // given
        var held = new HeldBytes(10);

        // then
        assertThat(held.take(6)).isTrue();
        assertThat(held.take(5)).isFalse();
        assertThat(held.take(4)).isTrue();
        held.give(6);
        assertThat(held.take(6)).isTrue();
    }
}
