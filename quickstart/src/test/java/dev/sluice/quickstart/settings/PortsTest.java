package dev.sluice.quickstart.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.settings.Ports.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areTheDocumentedOnes() {
        // when
        var ports = read(Map.of(), 3);

        // then
        assertThat(ports.all())
                .extracting(Port::number)
                .containsExactly(8080, 8090, 15432, 19092, 19093, 8000, 8443, 8001, 8010, 8453, 8011, 8020, 8463, 8021);
    }

    @Test
    void moveTogetherByTheOffset() {
        // when
        var ports = read(Map.of("SLUICE_PORT_OFFSET", "200"), 2);

        // then
        assertThat(ports.all())
                .extracting(Port::number)
                .containsExactly(8280, 8290, 15632, 19292, 19293, 8200, 8643, 8201, 8210, 8653, 8211);
    }

    @Test
    void moveOneByOneAndNodesCountUpByTen() {
        // when
        var ports = read(Map.of("SLUICE_TRAFFIC_PORT", "9000", "SLUICE_CONTROL_PORT", "9999"), 2);

        // then
        assertThat(ports.nodes()).extracting(node -> node.traffic().number()).containsExactly(9000, 9010);
        assertThat(ports.control().number()).isEqualTo(9999);
    }

    @Test
    void areChosenFreelyForZero() {
        // when
        var ports = read(Map.of("SLUICE_TRAFFIC_PORT", "0", "SLUICE_TLS_PORT", "0", "SLUICE_NODE_PORT", "0"), 8);

        // then
        assertThat(ports.nodes())
                .flatExtracting(node -> List.of(
                        node.traffic().number(),
                        node.tls().number(),
                        node.management().number()))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isPositive());
    }

    @Test
    void refuseAnOffsetThatIsNoMultipleOfAHundred() {
        assertThatThrownBy(() -> read(Map.of("SLUICE_PORT_OFFSET", "150"), 1))
                .hasMessage("SLUICE_PORT_OFFSET must be a multiple of 100, not 150.");
    }

    @Test
    void refuseWhatIsNoPort() {
        assertThatThrownBy(() -> read(Map.of("SLUICE_KAFKA_PORT", "many"), 1))
                .hasMessage("SLUICE_KAFKA_PORT (sluice.kafka.port) must be a whole number from 0 to 65535, not many.");
    }

    @Test
    void nameThePortThatIsTaken() throws IOException {
        // given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = new Port("the management API", taken.getLocalPort(), "SLUICE_CONTROL_PORT");

            // then
            assertThatThrownBy(() -> FreePorts.requireFree(List.of(port)))
                    .isInstanceOf(StartFailed.class)
                    .hasMessage(
                            "Port %d, wanted for the management API, is taken by another process: stop that process, or set SLUICE_PORT_OFFSET=100 to move every port, or SLUICE_CONTROL_PORT to move this one.",
                            taken.getLocalPort());
        }
    }

    @Test
    void nameThePortThatIsWantedTwice() {
        // given
        int free = new FreePorts().next();
        var ports = List.of(
                new Port("Kafka", free, "SLUICE_KAFKA_PORT"), new Port("PostgreSQL", free, "SLUICE_POSTGRES_PORT"));

        // then
        assertThatThrownBy(() -> FreePorts.requireFree(ports))
                .hasMessage(
                        "Port %d is wanted for Kafka and for PostgreSQL: change SLUICE_KAFKA_PORT or SLUICE_POSTGRES_PORT.",
                        free);
    }

    @Test
    void takeTheSystemPropertyBeforeTheEnvironment() {
        // given
        var properties = new Properties();
        properties.setProperty("sluice.control.port", "7001");

        // when
        var ports = Ports.read(new Lookup(Map.of("SLUICE_CONTROL_PORT", "7002"), properties), 1, new FreePorts());

        // then
        assertThat(ports.control().number()).isEqualTo(7001);
    }

    private static Ports read(Map<String, String> environment, int nodes) {
        return Ports.read(new Lookup(environment, new Properties()), nodes, new FreePorts());
    }
}
