package dev.sluice.control.usageplans;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.tags.TaggedKind;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys and usage plans carry tags (management-api 9). */
@QuarkusTest
class TaggedKindsIT {
    @Inject
    @All
    List<TaggedKind> kinds;

    @Inject
    TenantTransaction transaction;

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {"apikeys § Invalid API Key identifier specified", "usageplans § Invalid Usage Plan ID specified"})
    void givesAndTakesTags(String kind, String unknown) {
        // given
        var caller = Management.ofNewTenant();
        var tenant = new TenantId(caller.key().tenant());
        String id = caller.post("/" + kind, body("{'name':'n','tags':{'a':'b'}}"))
                .created()
                .get("id")
                .textValue();
        var path = List.of(kind, id);
        var tagged =
                kinds.stream().filter(each -> each.covers(path)).findFirst().orElseThrow();

        // when
        transaction.run(tenant, () -> tagged.retag(path, _ -> Map.of("c", "d")));

        // then
        assertThat(caller.get("/" + kind + "/" + id).ok().get("tags")).isEqualTo(expected("{'c':'d'}"));
        assertThat(transaction.call(tenant, () -> tagged.tags(path))).isEqualTo(Map.of("c", "d"));
        assertThatThrownBy(() -> transaction.call(tenant, () -> tagged.tags(List.of(kind, "zzzzzzzzzz"))))
                .hasMessage(unknown);
        assertThat(tagged.covers(List.of(kind))).isFalse();
    }
}
