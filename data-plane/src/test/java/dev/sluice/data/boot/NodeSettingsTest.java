package dev.sluice.data.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.boot.tls.CertificateSource;
import dev.sluice.data.edge.PrivateListener;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.pipeline.VpcEndpoint;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
    private static NodePlan plan(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(InstallationSettings.class)
                .withMapping(NodeSettings.class)
                .withMapping(EdgeLimitSettings.class)
                .withMapping(OriginSettings.class)
                .withMapping(KafkaSettings.class)
                .withMapping(KeySettings.class)
                .withMappingIgnore("sluice.**")
                .withSources(new PropertiesConfigSource(settings, "test", 1_000))
                .build();
        return new NodePlan(
                config.getConfigMapping(InstallationSettings.class),
                config.getConfigMapping(NodeSettings.class),
                config.getConfigMapping(EdgeLimitSettings.class),
                config.getConfigMapping(OriginSettings.class),
                config.getConfigMapping(KafkaSettings.class),
                config.getConfigMapping(KeySettings.class));
    }

    @ParameterizedTest
    @CsvSource({"AWS", "aws_cn", "-aws", "aws:x"})
    void refusesAPartitionThatStandsInNoArn(String partition) {
        assertThatThrownBy(() -> plan(Map.of("sluice.partition", partition)).checked())
                .isInstanceOf(NodeRefused.class)
                .hasMessage("The setting sluice.partition is " + partition + " and has to be aws, aws-cn, aws-us-gov or"
                        + " another name of small letters and dashes.");
        assertThatCode(() -> plan(Map.of("sluice.partition", "aws-us-gov")).checked())
                .doesNotThrowAnyException();
    }

    @Test
    void takesTheDefaults() {
        assertThatCode(() -> plan(Map.of()).checked()).doesNotThrowAnyException();
    }

    @Test
    void namesAProxyThatIsNoAddress() {
        assertThatThrownBy(() -> plan(Map.of("sluice.edge.trusted-proxies", "10.0.0.0/8,proxy.example"))
                        .checked())
                .isInstanceOf(NodeRefused.class)
                .hasMessage(
                        "The setting sluice.edge.trusted-proxies holds proxy.example, which is neither an address nor"
                                + " a range like 10.0.0.0/8.");
        assertThat(plan(Map.of("sluice.edge.trusted-proxies", "10.0.0.0/8, fd00::/8"))
                        .checked()
                        .traffic()
                        .sources()
                        .proxies()
                        .hold("10.1.2.3"))
                .isTrue();
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: a pause in a body may last as long as the longest time-out of an integration")
    void noPauseEndsACallBeforeItsTimeOut() {
        var bodyStall = plan(Map.of()).origins().limits().bodyStall();
        assertThat(bodyStall).isEqualTo(Duration.ofMinutes(15));
        assertThat(OriginLimits.DEFAULT.bodyStall()).isEqualTo(bodyStall);
    }

    @ParameterizedTest
    @CsvSource({
        "sluice.node.drain-delay, -1S, 0S and 24H",
        "sluice.node.drain-grace, 25H, 0S and 24H",
        "sluice.node.event-loops, -1, 0 and 1024",
        "sluice.node.compiled-stages, 9999999999999, 0 and 1099511627776",
        "sluice.node.test-invocations, -1, 0 and 10000",
        "sluice.node.bodies, 1048575, 1048576 and 1125899906842624",
        "sluice.node.documents, 1048575, 1048576 and 1125899906842624",
        "sluice.node.logs.total, 65535, 65536 and 1125899906842624",
        "sluice.node.logs.tenant, 1073741825, 65536 and 1073741824",
        "sluice.node.logs.stage, 134217729, 65536 and 134217728",
        "sluice.node.logs.waiting, 0, 65536 and 1125899906842624",
        "sluice.node.traffic.port, 65536, 0 and 65535",
        "sluice.node.management.port, -1, 0 and 65535",
        "sluice.node.tls.port, 70000, 0 and 65535",
        "sluice.node.tls.handshake-time, 0S, 0.001S and 24H",
        "sluice.edge.new-tls-connections-per-second, 0, 1 and 100000000",
        "sluice.edge.http2.streams, 0, 1 and 10000",
        "sluice.edge.http2.stream-window, 65534, 65535 and 1073741824",
        "sluice.edge.http2.connection-window, 1, 65535 and 1073741824",
        "sluice.edge.http2.window-room, 1125899906842625, 0 and 1125899906842624",
        "sluice.edge.http2.header-list, 0, 1 and 1048576",
        "sluice.edge.http2.resets, 0, 1 and 100000000",
        "sluice.edge.http2.control-frames, 0, 1 and 100000000",
        "sluice.edge.http2.continuations, 0, 1 and 1000",
        "sluice.edge.http2.undelivered, 0, 1 and 100000000",
        "sluice.edge.http2.window, 0S, 0.001S and 24H",
        "sluice.edge.target, 0, 1 and 1048576",
        "sluice.edge.header-lines, 10001, 1 and 10000",
        "sluice.edge.header-values, 4294967296, 1 and 1048576",
        "sluice.edge.body, 1073741825, 0 and 1073741824",
        "sluice.edge.head-time, 0S, 0.001S and 24H",
        "sluice.edge.body-rate-grace, -1S, 0S and 24H",
        "sluice.edge.body-rate, 4294967296, 0 and 1073741824",
        "sluice.edge.write-stall, 0S, 0.001S and 24H",
        "sluice.edge.idle-time, 25H, 0.001S and 24H",
        "sluice.edge.requests-per-connection, 0, 1 and 100000000",
        "sluice.edge.connections, 0, 1 and 100000000",
        "sluice.edge.connections-per-address, -5, 1 and 100000000",
        "sluice.edge.new-connections-per-second, 0, 1 and 100000000",
        "sluice.origins.connections, 0, 1 and 1000000",
        "sluice.origins.waiting, -1, 0 and 1000000",
        "sluice.origins.idle-time, 0S, 0.001S and 24H",
        "sluice.origins.connect-time, 0S, 0.001S and 24H",
        "sluice.origins.body-stall, 0S, 0.001S and 24H",
        "sluice.origins.body, 1073741825, 0 and 1073741824",
        "sluice.origins.breaker-failures, 0, 1 and 1000000",
        "sluice.origins.breaker-open, 0S, 0.001S and 24H"
    })
    void refusesWhatIsOutOfRangeInOneSentence(String setting, String value, String range) {
        assertThatThrownBy(() -> plan(Map.of(setting, value)).checked())
                .isInstanceOf(NodeRefused.class)
                .hasMessage("The setting " + setting + " is " + value + " and has to be between " + range + ".");
    }

    @ParameterizedTest
    @CsvSource({"sluice.node.bodies, 41943039", "sluice.edge.body, 16777217", "sluice.origins.body, 16777217"})
    void refusesToHoldFewerBodiesThanOneCallMayNeed(String setting, String value) {
        assertThatThrownBy(() -> plan(Map.of(setting, value)).checked())
                .isInstanceOf(NodeRefused.class)
                .hasMessageEndingWith(" has to be at least four times sluice.edge.body and sluice.origins.body.");
    }

    @Test
    void keepsApisFromTheNodeAndFromKafka() {
        // given
        var plan = plan(Map.of(
                "sluice.node.traffic.port", "8100", "sluice.kafka.bootstrap-servers", "kafka-1:9092, [::1]:9093"));

        // when
        var listeners = plan.listeners();

        // then
        assertThat(listeners).containsExactly("*:8100", "*:8001", "*:8443", "kafka-1:9092", "[::1]:9093");
    }

    private static Map<String, String> endpoints(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (String each : settings) {
            String[] parts = each.split("=", 2);
            all.put((parts[0].startsWith("sluice") ? "" : "sluice.node.vpc-endpoints.") + parts[0], parts[1]);
        }
        return all;
    }

    @Test
    @DisplayName("domains-and-endpoints 9: each VPC endpoint has sockets of its own, which no API may call")
    void listensForVpcEndpoints() {
        // when
        var plan = plan(endpoints(
                "blue.id=vpce-1a2b",
                "blue.vpc=vpc-1",
                "blue.account=111122223333",
                "blue.port=8600",
                "blue.tls-port=8643",
                "green.id=vpce-2",
                "green.vpc=vpc-2",
                "green.host=10.0.0.1",
                "green.port=8600"));

        // then
        assertThat(plan.checked().traffic().privates())
                .containsExactlyInAnyOrder(
                        PrivateListener.of(
                                "127.0.0.1", 8600, false, new VpcEndpoint("vpce-1a2b", "vpc-1", "111122223333", null)),
                        PrivateListener.of(
                                "127.0.0.1", 8643, true, new VpcEndpoint("vpce-1a2b", "vpc-1", "111122223333", null)),
                        PrivateListener.of("10.0.0.1", 8600, false, new VpcEndpoint("vpce-2", "vpc-2", null, null)));
        assertThat(plan.listeners()).contains("*:8600", "*:8643");
    }

    @Test
    void letsANetworkLayerTellTheEndpointsOfOneSocketApart() {
        // when
        var listeners = plan(endpoints(
                        "blue.id=vpce-1",
                        "blue.vpc=vpc-1",
                        "blue.port=8600",
                        "blue.proxy-protocol=10.0.0.0/8",
                        "green.id=vpce-2",
                        "green.vpc=vpc-2",
                        "green.port=8600",
                        "green.proxy-protocol=10.0.0.0/8"))
                .traffic()
                .privates();

        // then
        assertThat(listeners).hasSize(1);
        assertThat(listeners.getFirst().endpoints()).containsOnlyKeys("vpce-1", "vpce-2");
        TrustedProxies layer = listeners.getFirst().layer();
        assertThat(layer != null && layer.hold("10.1.2.3")).isTrue();
    }

    @Test
    void readsThePolicyOfAnEndpoint(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(
                folder.resolve("policy.json"),
                "{\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}}");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{}");

        // then
        assertThat(plan(endpoints("blue.id=vpce-1", "blue.vpc=vpc-1", "blue.port=8600", "blue.policy-file=" + file))
                        .traffic()
                        .privates()
                        .getFirst()
                        .endpoints()
                        .values())
                .singleElement()
                .extracting(VpcEndpoint::policy)
                .isNotNull();
        assertThatThrownBy(() -> plan(endpoints(
                                "blue.id=vpce-1", "blue.vpc=vpc-1", "blue.port=1", "blue.policy-file=" + broken))
                        .checked())
                .isInstanceOf(NodeRefused.class)
                .hasMessage("The file " + broken + " of the setting sluice.node.vpc-endpoints.blue.policy-file is no"
                        + " policy of a VPC endpoint: Syntax errors in policy: there is no Statement.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.vpc=vpc-1;a.port=1|The setting sluice.node.vpc-endpoints.a.id is missing: every VPC endpoint has one, for example vpce-1a2b3c4d.",
                "a.id=vpce_1;a.vpc=vpc-1;a.port=1|The setting sluice.node.vpc-endpoints.a.id is vpce_1 and has to be of the form vpce-[a-z0-9]{1,40}, for example vpce-1a2b3c4d.",
                "a.id=vpce-1;a.port=1|The setting sluice.node.vpc-endpoints.a.vpc is missing: every VPC endpoint has one, for example vpc-1a2b3c4d.",
                "a.id=vpce-1;a.vpc=vpc-1;a.account=7;a.port=1|The setting sluice.node.vpc-endpoints.a.account is 7 and has to be of the form [0-9]{12}, for example 111122223333.",
                "a.id=vpce-1;a.vpc=vpc-1|The VPC endpoint a has no listener: set sluice.node.vpc-endpoints.a.port, sluice.node.vpc-endpoints.a.tls-port or both.",
                "a.id=vpce-1;a.vpc=vpc-1;a.port=70000|The setting sluice.node.vpc-endpoints.a.port is 70000 and has to be between 0 and 65535.",
                "a.id=vpce-1;a.vpc=vpc-1;a.tls-port=1;sluice.node.tls.enabled=false|The setting sluice.node.vpc-endpoints.a.tls-port needs a certificate, and sluice.node.tls.enabled is false: enable it, or set sluice.node.vpc-endpoints.a.port alone.",
                "a.id=vpce-1;a.vpc=vpc-1;a.port=1;b.id=vpce-1;b.vpc=vpc-1;b.port=2|The settings sluice.node.vpc-endpoints.a.id and sluice.node.vpc-endpoints.b.id are both vpce-1: name each VPC endpoint once.",
                "a.id=vpce-1;a.vpc=vpc-1;a.port=1;b.id=vpce-2;b.vpc=vpc-1;b.port=1|The setting sluice.node.vpc-endpoints.b.port is 1, which the VPC endpoint a has: choose another one, or set the same proxy-protocol for both, whose header tells them apart.",
                "a.id=vpce-1;a.vpc=vpc-1;a.port=1;a.proxy-protocol=here|The setting sluice.node.vpc-endpoints.a.proxy-protocol holds here, which is neither an address nor a range like 10.0.0.0/8.",
                "a.id=vpce-1;a.vpc=vpc-1;a.port=1;a.policy-file=/nowhere.json|The file /nowhere.json of the setting sluice.node.vpc-endpoints.a.policy-file cannot be read."
            })
    void refusesAnEndpointThatCannotBe(String settings, String sentence) {
        assertThatThrownBy(() -> plan(endpoints(settings.split(";", -1))).checked())
                .isInstanceOf(NodeRefused.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesACertificateWithoutItsKey() {
        assertThatThrownBy(() -> plan(Map.of("sluice.node.tls.certificate-file", "/etc/tls.crt"))
                        .certificates())
                .isInstanceOf(NodeRefused.class)
                .hasMessage(
                        "The settings sluice.node.tls.certificate-file and sluice.node.tls.key-file belong together,"
                                + " and only one of them is there.");
    }

    @Test
    void makesACertificateForItselfAndForEveryApi() {
        assertThat(plan(Map.of("sluice.node.spool", "/spool", "sluice.endpoint.suffix", "example.com"))
                        .certificates())
                .isEqualTo(new CertificateSource.Own(
                        Path.of("/spool/tls"),
                        List.of(
                                "localhost",
                                "127.0.0.1",
                                "::1",
                                "*.execute-api.us-east-1.example.com",
                                "*.execute-api.example.com")));
    }

    @Test
    void makesACertificateForVpcEndpointsToo() {
        // when
        var source = plan(endpoints(
                        "sluice.node.spool=/spool", "blue.id=vpce-1", "blue.vpc=vpc-1", "blue.tls-port=8643"))
                .certificates();

        // then
        assertThat(source)
                .isInstanceOfSatisfying(
                        CertificateSource.Own.class,
                        own -> assertThat(own.hosts()).contains("*.execute-api.us-east-1.vpce.localhost"));
    }

    @Test
    void needsNoCertificateWhereTlsIsOff() {
        assertThat(plan(Map.of("sluice.node.tls.enabled", "false")).certificates())
                .isNull();
        assertThat(plan(Map.of("sluice.node.tls.enabled", "false")).traffic().secure())
                .isNull();
    }

    @Test
    void refusesBrokersThatAreNone() {
        assertThatThrownBy(() ->
                        plan(Map.of("sluice.kafka.bootstrap-servers", "kafka")).addressRules())
                .isInstanceOf(NodeRefused.class)
                .hasMessage(
                        "The setting sluice.kafka.bootstrap-servers has to be a list of host:port, and kafka is none.");
    }

    @Test
    void advertisesAHostThatOthersCanCall() throws UnknownHostException {
        // when
        String loopback = plan(Map.of()).internalAddress();
        String wildcard = plan(Map.of("sluice.node.management.host", "0.0.0.0")).internalAddress();
        String named = plan(Map.of("sluice.node.management.advertised-host", "node-1.internal"))
                .internalAddress();

        // then
        assertThat(loopback).isEqualTo("127.0.0.1:8001");
        assertThat(wildcard).isEqualTo(InetAddress.getLocalHost().getHostName() + ":8001");
        assertThat(named).isEqualTo("node-1.internal:8001");
    }
}
