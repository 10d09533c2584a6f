package dev.sluice.contracts.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerCredentialTest {
    private static final String TENANT = "111122223333";
    private static final KeyEntry OLD = new KeyEntry(1, new byte[32]);
    private static final KeyEntry NEW =
            new KeyEntry(2, "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    @Test
    void isFoundByItsIdUnderAnyOfTheCellKeys() {
        // given
        var before = PeerCredential.of(KeyFile.of(List.of(OLD)), TENANT);
        var now = PeerCredential.of(KeyFile.of(List.of(NEW, OLD)), TENANT);

        // then
        assertThat(PeerCredential.find(KeyFile.of(List.of(NEW, OLD)), before.id()))
                .isEqualTo(before);
        assertThat(PeerCredential.find(KeyFile.of(List.of(NEW, OLD)), now.id())).isEqualTo(now);
        assertThat(PeerCredential.find(KeyFile.of(List.of(NEW)), before.id())).isNull();
    }

    @Test
    void hasASecretOfItsOwnForEachTenantAndKey() {
        // given
        var cell = KeyFile.of(List.of(NEW));

        // then
        assertThat(PeerCredential.of(cell, TENANT).secret())
                .hasSize(64)
                .isNotEqualTo(PeerCredential.of(cell, "444455556666").secret())
                .isNotEqualTo(
                        PeerCredential.of(KeyFile.of(List.of(OLD)), TENANT).secret());
        assertThat(PeerCredential.of(cell, TENANT).toString())
                .doesNotContain(PeerCredential.of(cell, TENANT).secret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AKIAEXAMPLE",
                "sluice.2.111122223333",
                "sluice.0000000000000002.1",
                "sluice.0000000000000002.111122223333x"
            })
    void isNobodyUnderAnotherId(String id) {
        assertThat(PeerCredential.find(KeyFile.of(List.of(NEW)), id)).isNull();
    }
}
