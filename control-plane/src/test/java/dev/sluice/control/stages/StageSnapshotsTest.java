package dev.sluice.control.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.KeyedThrottleSnapshot;
import dev.sluice.contracts.stages.LoggingSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.control.fixtures.Definitions;
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

    private static StageSnapshot published(Definitions api) {
        return StageSnapshots.unpublished(new StageKey("123456789012", "a1b2c3d4e5", "prod"), api.api(), Map.of());
    }

    private static IntegrationSnapshot files(Definitions api) {
        return published(api).resources().stream()
                .filter(resource -> resource.path().equals("/files/{proxy+}"))
                .flatMap(resource -> resource.methods().values().stream())
                .map(MethodSnapshot::integration)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("rest-api-runtime 6.2: of the API's models a node gets those that its methods judge bodies by")
    void sendsTheModelsThatMethodsReach() {
        // given
        var pets = Definitions.pets();

        // then
        assertThat(published(pets).api().models()).containsOnlyKeys("Pet", "Rows");
        assertThat(published(pets.with("/validators/1/validateRequestBody", "false"))
                        .api()
                        .models())
                .isEmpty();
    }

    @Test
    @DisplayName(
            "rest-api-runtime 8.7: a stream of an edge-optimised API may pause for 30 s, others for the usual 5 min")
    void tellsHowLongAStreamMayPause() {
        // given
        var regional = Definitions.pets();
        var edge = regional.with("/settings/endpointConfiguration/types", "['EDGE']");

        // then
        assertThat(files(regional).streamPauseMillis()).isNull();
        assertThat(files(edge).streamPauseMillis()).isEqualTo(30_000);
        assertThat(published(edge).resources())
                .flatExtracting(resource -> resource.methods().values())
                .extracting(method -> method.integration().streamPauseMillis())
                .containsOnlyOnce(30_000);
    }

    @Test
    @DisplayName(
            "issue 5, item 7: a stage without limits by key is written as ever, with them so that older nodes refuse")
    void tellsTheNodesOfLimitsByKey() {
        // given
        var pets = Definitions.pets();
        var limited = pets.with("/throttles", """
                [{'limits':[{'concurrency':7,'headers':true}]},
                 {'resourceId':'pets000000','verb':'GET','limits':[
                   {'key':'context.path','rate':2.5,'headers':false},
                   {'key':'context.path','rate':2.5,'burst':1,'headers':false}]}]
                """);

        // then
        assertThat(published(pets).formatVersion()).isEqualTo(3);
        assertThat(published(pets).api().keyedThrottles()).isEmpty();
        assertThat(published(limited).formatVersion()).isEqualTo(4);
        assertThat(published(limited).api().keyedThrottles())
                .containsExactly(
                        new KeyedThrottleSnapshot(null, null, null, null, null, 7, true),
                        new KeyedThrottleSnapshot("/pets", "GET", "context.path", 2.5, 3, null, false),
                        new KeyedThrottleSnapshot("/pets", "GET", "context.path", 2.5, 1, null, false));
    }

    @Test
    @DisplayName(
            "domains-and-endpoints 9: a private API is told with its VPC endpoints, and so that older nodes refuse it")
    void tellsTheNodesOfPrivateApis() {
        // given
        var pets = Definitions.pets();
        var inside = pets.with(
                "/settings/endpointConfiguration",
                "{'types':['PRIVATE'],'ipAddressType':'dualstack','vpcEndpointIds':['vpce-1']}");

        // then
        assertThat(published(pets).api().endpointType()).isNull();
        assertThat(published(inside).formatVersion()).isEqualTo(5);
        assertThat(published(inside).api().isPrivate()).isTrue();
        assertThat(published(inside).api().vpcEndpointIds()).containsExactly("vpce-1");
    }

    private static MethodSetting logging(@Nullable String level, boolean dataTrace) {
        return new MethodSetting(
                false, level, dataTrace, 5000, 10_000.0, false, 300, false, true, "SUCCEED_WITH_RESPONSE_HEADER");
    }
}
