package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mapping-templates 2.1, 4: the members of an object behave like a linked hash map, be they few or many. */
class MembersTest {
    private static final int CHANGES = 2_000;

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 13, 40})
    void behaveLikeALinkedHashMap(int names) {
        // given
        var random = new Random(names);
        Map<Object, @Nullable Object> members = new Members();
        Map<Object, @Nullable Object> expected = new LinkedHashMap<>();

        for (int change = 0; change < CHANGES; change++) {
            // when
            int number = random.nextInt(names);
            Object name = number % 2 == 0 ? number : "name" + number;
            Object value = random.nextInt(4) == 0 ? null : change;
            boolean removes = random.nextInt(3) == 0;
            Object before = removes ? members.remove(name) : members.put(name, value);

            // then
            assertThat(before).isEqualTo(removes ? expected.remove(name) : expected.put(name, value));
            assertThat(members.get(name)).isEqualTo(expected.get(name));
            assertThat(members.containsKey(name)).isEqualTo(expected.containsKey(name));
            assertThat(members.entrySet()).containsExactlyElementsOf(expected.entrySet());
        }
    }
}
