package dev.sluice.quickstart.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sets for a start either reaches the services or is refused by name. */
final class ServiceSettingsTest {
    @Test
    void nodesMayCallTheLoopbackAlone() {
        assertThat(allowedOrigins(Map.of())).isEqualTo("127.0.0.0/8,::1");
    }

    @Test
    void nodesMayCallWhatTheStartNamesBesideTheLoopback() {
        assertThat(allowedOrigins(Map.of("SLUICE_ORIGINS_ALLOW", "10.0.0.0/8,db.internal")))
                .isEqualTo("127.0.0.0/8,::1,10.0.0.0/8,db.internal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLUICE_POOLS_URL",
                "SLUICE_PATH_FORM",
                "SLUICE_DATABASE_URL",
                "SLUICE_DATABASE_OWNER_PASSWORD_FILE",
                "SLUICE_CREDENTIALS_FILE",
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
                "SLUICE_NODE_ID",
                "SLUICE_NODE_SPOOL",
                "SLUICE_NODE_TLS_PORT",
                "SLUICE_ORIGINS_OWN_ADDRESSES",
                "SLUICE_KEYS_MASTER_FILE",
                "SLUICE_KEYS_SIGNING_PUBLIC_FILE"
            })
    void refusesWhatTheLauncherSetsItself(String variable) {
        assertThatThrownBy(() -> requireReachable(Map.of(variable, "mine")))
                .isInstanceOf(StartFailed.class)
                .hasMessage(variable + " cannot be chosen, since ./sluice start sets it itself: leave it out;"
                        + " quickstart/README.md lists what a start can be told.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dsluice.origins.allow=10.0.0.0/8", "-Xmx1g -Dsluice.origins.allow"})
    void refusesTheSameAmongTheOptionsOfTheJvms(String options) {
        assertThatThrownBy(() -> requireReachable(Map.of("SLUICE_JVM_OPTIONS", options)))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("-Dsluice.origins.allow in SLUICE_JVM_OPTIONS cannot be chosen");
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_REGION, eu-west-1",
        "SLUICE_PARTITION, aws-cn",
        "SLUICE_CONTROL_PORT, 9080",
        "SLUICE_AUTHORIZER_PORT, 9090",
        "SLUICE_ORIGINS_ALLOW, 10.0.0.0/8",
        "SLUICE_EDGE_BODY, 1M",
        "SLUICE_CREDENTIALS_RENEW, true",
        "SLUICE_JVM_OPTIONS, -Dsluice.origins.allow-more=no",
        "SLUICE_POOLS_URL, ''"
    })
    void passesOverWhatReachesTheServices(String variable, String value) {
        assertThatCode(() -> requireReachable(Map.of(variable, value))).doesNotThrowAnyException();
    }

    private static String allowedOrigins(Map<String, String> environment) {
        return told(lookup(environment)).node(0).getOrDefault("sluice.origins.allow", "");
    }

    private static void requireReachable(Map<String, String> environment) {
        var lookup = lookup(environment);
        told(lookup).requireReachable(lookup);
    }

    private static Lookup lookup(Map<String, String> environment) {
        return new Lookup(environment, new Properties());
    }

    private static ServiceSettings told(Lookup lookup) {
        var settings = Settings.read(lookup, Path.of("checkout"), 1);
        return new ServiceSettings(settings, new StateFolder(settings.state()));
    }
}
