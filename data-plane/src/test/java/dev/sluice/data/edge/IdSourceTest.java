package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdSourceTest {
    @Test
    void makesUniqueIdsInTheirForms() {
        // given
        IdSource[] sources = {new IdSource(), new IdSource()};
        Set<String> seen = new HashSet<>();

        // when
        for (int count = 0; count < 50_000; count++) {
            String uuid = sources[count % 2].requestId();
            String extended = sources[count % 2].extendedRequestId();

            // then
            assertThat(seen.add(uuid) && seen.add(extended)).isTrue();
            assertThat(UUID.fromString(uuid).version()).isEqualTo(4);
            assertThat(UUID.fromString(uuid).variant()).isEqualTo(2);
            assertThat(IdSource.isUuid(uuid)).isTrue();
            assertThat(extended).hasSize(16).endsWith("=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f",
                "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1fg",
                "0f1e2d3c_4b5a-6978-8796-a5b4c3d2e1f0",
                "{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1}"
            })
    void takesNothingElseForAUuid(String text) {
        assertThat(IdSource.isUuid(text)).isFalse();
    }
}
