package dev.sluice.control.stages;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StageTagsIT {
    @Inject
    StageTags tags;

    @Inject
    TenantTransaction transaction;

    @Test
    void aStageIsNamedByItsPathAndShowsItsNewTags() {
        // given
        var caller = Management.ofNewTenant();
        var api = SampleApi.mock(caller);
        String deployment = api.deploy("");
        caller.post(
                        api.stages(),
                        body("{'stageName':'prod','deploymentId':'%s','tags':{'a':'b'}}".formatted(deployment)))
                .created();
        var tenant = new TenantId(caller.key().tenant());
        var path = List.of("restapis", api.id(), "stages", "prod");

        // when
        transaction.run(tenant, () -> tags.retag(path, former -> Map.of("was", former.getOrDefault("a", ""))));

        // then
        assertThat(caller.get(api.stages() + "/prod").ok().get("tags")).isEqualTo(expected("{'was':'b'}"));
        assertThat(transaction.call(tenant, () -> tags.tags(path))).containsExactly(Map.entry("was", "b"));
        assertThat(tags.covers(path)).isTrue();
        assertThat(tags.covers(List.of("restapis", api.id()))).isFalse();
        assertThat(tags.covers(List.of("restapis", api.id(), "deployments", "prod")))
                .isFalse();
    }
}
