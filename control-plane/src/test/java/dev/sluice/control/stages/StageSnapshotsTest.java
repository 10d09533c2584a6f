package dev.sluice.control.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.stages.LoggingSnapshot;
import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.control.tenants.TenantLimits;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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

    @Test
    @DisplayName("management-api 7: the level is absent until it is set, and then says nothing to the nodes")
    void tellsTheNodesWhatIsLogged() {
        // given
        Map<String, MethodSetting> settings = new TreeMap<>();
        settings.put("*/*", logging("INFO", true));
        settings.put("~1pets/GET", logging("OFF", false));
        settings.put("~1dogs/GET", logging(null, true));

        // when
        var logging = StageSnapshots.logging(settings);

        // then
        assertThat(logging)
                .containsExactly(
                        new LoggingSnapshot("*", "*", "INFO", true), new LoggingSnapshot("/pets", "GET", "OFF", false));
    }

    private static MethodSetting logging(@Nullable String level, boolean dataTrace) {
        return new MethodSetting(
                false, level, dataTrace, 5000, 10_000.0, false, 300, false, true, "SUCCEED_WITH_RESPONSE_HEADER");
    }
}
