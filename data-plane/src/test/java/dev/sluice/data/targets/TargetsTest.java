package dev.sluice.data.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TargetsRecord.FunctionEndpoint;
import dev.sluice.contracts.access.TargetsRecord.RoleCredentials;
import dev.sluice.contracts.access.TargetsRecord.ServiceEndpoint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static final String TENANT = "100000000001";

    private final Targets targets = new Targets();

    private TenantTargets stored(List<FunctionEndpoint> functions, List<ServiceEndpoint> services) {
        targets.put(new TargetsRecord(
                1,
                TENANT,
                1,
                List.of(new RoleCredentials("role", "AKIA", "secret", null)),
                functions,
                services,
                List.of()));
        return targets.of(TENANT);
    }

    @Test
    void findsTheLongestMatchOfAFunction() {
        // given
        var tenant = stored(
                List.of(
                        new FunctionEndpoint("arn:aws:lambda:*", "http://all:9001"),
                        new FunctionEndpoint("arn:aws:lambda:us-east-1:1:function:pets*", "http://pets:9001"),
                        new FunctionEndpoint("arn:aws:lambda:us-east-1:1:function:pets", "http://exact:9001")),
                List.of());

        // then
        assertThat(host(tenant.function("arn:aws:lambda:us-east-1:1:function:pets")))
                .isEqualTo("exact");
        assertThat(host(tenant.function("arn:aws:lambda:us-east-1:1:function:pets:live")))
                .isEqualTo("pets");
        assertThat(host(tenant.function("arn:aws:lambda:us-east-1:1:function:cats")))
                .isEqualTo("all");
        assertThat(tenant.function("arn:aws-cn:lambda:x")).isNull();
    }

    @Test
    void keepsTenantsApart() {
        // given
        stored(List.of(), List.of(new ServiceEndpoint("sqs", "http://mine:9324")));

        // then
        assertThat(targets.of("100000000002").service("sqs")).isNull();
        assertThat(targets.of("100000000002").role("role")).isNull();
        assertThat(targets.of(TENANT).role("role")).isNotNull();
    }

    @Test
    void callsNobodyWhenWhatIsStoredCannotBeRead() {
        // when
        targets.unreadable(TENANT);

        // then
        assertThat(Objects.requireNonNull(targets.of(TENANT).service("sqs")).isUsable())
                .isFalse();
        assertThat(targets.of(TENANT).role("role")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, false, h, 80, h",
        "https://H.Example, true, h.example, 443, h.example",
        "http://h:8000, false, h, 8000, h:8000",
        "https://h:443, true, h, 443, h",
        "http://[::1]:9000, false, ::1, 9000, [::1]:9000"
    })
    void readsAnEndpoint(String text, boolean secure, String host, int port, String header) {
        assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(secure, host, port, header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "ftp://h", "http://", "http:// h", "http://a_b c"})
    void anEndpointThatIsNoneIsUnusable(String text) {
        assertThat(Endpoint.parse(text).isUsable()).isFalse();
    }

    private static String host(@Nullable Endpoint endpoint) {
        return Objects.requireNonNull(endpoint).host();
    }
}
