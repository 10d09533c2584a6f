package dev.sluice.contracts.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomTextTest {
    private final RandomText text = new RandomText();

    @Test
    void drawsEveryCharacterOfTheAlphabetAndNoOther() {
        // when
        String drawn = text.next(RandomText.BASE_32, 4_000);

        // then
        assertThat(drawn).hasSize(4_000).matches("[A-Z2-7]+");
        assertThat(drawn.chars().distinct().count()).isEqualTo(32);
    }

    @Test
    void doesNotRepeatItself() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(text.next(RandomText.LOWER_ALPHANUMERIC, 10))).isTrue();
        }
    }
}
