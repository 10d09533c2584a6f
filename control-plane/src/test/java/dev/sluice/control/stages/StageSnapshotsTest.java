package dev.sluice.control.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.control.tenants.TenantLimits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageSnapshotsTest {
    @ParameterizedTest
    @CsvSource({
        "*/*,*,*",
        "*/GET,*,GET",
        "~1pets~1{id}/GET,/pets/{id},GET",
        "test/GET,/test,GET",
        "~1/GET,/,GET",
        "a/b/GET,/a/b,GET",
        "a~0b/*,/a~b,*",
    })
    @DisplayName("management-api 7: keys are compared unescaped, with one leading slash")
    void unescapesTheKeysOfMethodSettings(String key, String path, String verb) {
        assertThat(StageSnapshots.throttle(key, MethodSetting.standard(TenantLimits.DEFAULT)))
                .isEqualTo(new ThrottleSnapshot(path, verb, 10_000.0, 5000));
    }
}
