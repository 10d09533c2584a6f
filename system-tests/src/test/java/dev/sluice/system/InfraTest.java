package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sluice.quickstart.broker.BrokerSettings;
import dev.sluice.quickstart.postgres.PostgresServer;
import dev.sluice.quickstart.services.ServiceSettings;
import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images and the compose file agree with the quickstart; no container engine is needed to know that. */
final class InfraTest {
    private static final Path HOME = Checkout.home();
    private static final Settings QUICKSTART = Settings.read(new Lookup(Map.of(), new Properties()), HOME, 1);
    /** Containers reach no origin on the loopback. */
    private static final String QUICKSTART_ONLY = "SLUICE_ORIGINS_ALLOW";

    private static final String OWN_ADDRESSES = "SLUICE_ORIGINS_OWN_ADDRESSES";

    /** Where a broker listens and keeps its data; and its JMX reporter, which the quickstart leaves out for its start's sake. */
    private static final Set<String> BROKER_PLACE = Set.of(
            "listeners",
            "advertised.listeners",
            "listener.security.protocol.map",
            "inter.broker.listener.name",
            "controller.quorum.voters",
            "log.dirs",
            "metric.reporters");

    /** A container listens for others and has a socket for its health check. */
    private static final Set<String> POSTGRES_PLACE = Set.of("listen_addresses", "unix_socket_directories");

    private static final Pattern COPY = Pattern.compile("COPY (?:--chown=\\S+ )?(\\S+?)/? .*");
    private static final Pattern SETTING = Pattern.compile("`(sluice\\.[a-z0-9.-]+)`");

    private final JsonNode compose;

    InfraTest() throws IOException {
        compose = new ObjectMapper(new YAMLFactory())
                .readTree(HOME.resolve("docker-compose.yml").toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane", "data-plane", "authorizer-service", "keys"})
    void anImageRunsUnprivilegedOnAPinnedJava25(String name) throws IOException {
        // when
        List<String> lines = dockerfile(name);

        // then
        assertThat(lines).anyMatch(line -> line.matches("FROM eclipse-temurin:25\\.0\\.\\d+_\\d+-jre-\\w+"));
        assertThat(lines).contains("USER 10001:10001");
        assertThat(lines).noneMatch(line -> line.startsWith("RUN"));
        assertThat(lines).anyMatch(line -> line.startsWith("ENTRYPOINT [\"java\""));
    }

    @Test
    void everyContainerIsHardened() {
        // then
        assertThat(services()).hasSize(6).allSatisfy(service -> {
            assertThat(service.path("<<").asText()).isEqualTo("hardened");
            assertThat(service.path("user").asText()).matches("10001:10001|appuser");
            assertThat(service.has("privileged")).isFalse();
            assertThat(service.has("cap_add")).isFalse();
        });
        assertThat(compose.path("x-hardened").path("read_only").asBoolean()).isTrue();
        assertThat(compose.path("x-hardened").path("cap_drop").path(0).asText()).isEqualTo("ALL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane", "data-plane", "authorizer-service", "keys"})
    void theContextHoldsWhatAnImageCopies(String name) throws IOException {
        // given
        List<String> allowed = Files.readAllLines(HOME.resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        // then
        assertThat(dockerfile(name).stream().filter(line -> line.startsWith("COPY ")))
                .extracting(line -> COPY.matcher(line).replaceFirst("$1"))
                .isNotEmpty()
                .isSubsetOf(allowed);
    }

    @Test
    void aVolumeThatAContainerOfOursWritesBelongsToItsUser() throws IOException {
        // then
        for (JsonNode service : ourServices()) {
            String image = service.path("image").asText().replaceFirst("sluice/(.+):.*", "$1");
            for (String volume : texts(service.path("volumes"))) {
                if (!volume.endsWith(":ro")) {
                    String path = volume.substring(volume.indexOf(':') + 1);
                    assertThat(dockerfile(image)).contains("COPY --chown=10001:10001 infra/empty/ " + path + "/");
                }
            }
        }
    }

    @Test
    void everyImageIsPinnedToAVersion() {
        // then
        assertThat(services())
                .allSatisfy(service ->
                        assertThat(service.path("image").asText()).matches("[a-z/-]+:\\d+\\.\\d+(\\.\\d+)?"));
    }

    @Test
    void databaseAndBrokerAreTheQuickstartsVersions() throws IOException {
        // given
        String pom = Files.readString(HOME.resolve("pom.xml"));

        // then
        assertThat(version("postgres") + ".0").isEqualTo(property(pom, "postgresql-binaries.version"));
        assertThat(version("kafka")).isEqualTo(property(pom, "kafka.version"));
    }

    @Test
    void everyServiceIsToldWhatTheQuickstartTellsIt(@TempDir Path folder) {
        // given
        var told = new ServiceSettings(QUICKSTART, new StateFolder(folder));

        // then
        assertAgrees("control-plane", told.controlPlane());
        assertAgrees("node-1", told.node(0));
        assertAgrees("authorizer-service", told.authorizer());
    }

    @Test
    void theBrokerIsToldWhatTheQuickstartTellsIts() {
        // given
        Map<String, String> expected =
                new TreeMap<>(new BrokerSettings(Path.of("/var/lib/kafka/data"), 19092, 19093).properties());

        // when
        Map<String, String> actual = new TreeMap<>();
        compose.path("services")
                .path("kafka")
                .path("environment")
                .properties()
                .forEach(entry -> actual.put(
                        propertyName(entry.getKey()), entry.getValue().asText()));

        // then
        expected.keySet().removeAll(BROKER_PLACE);
        actual.keySet().removeAll(BROKER_PLACE);
        assertThat(actual).isEqualTo(expected);
    }

    /** As the start script of Kafka's image reads its environment. */
    private static String propertyName(String variable) {
        return variable.replaceFirst("^KAFKA_", "").toLowerCase(Locale.ROOT).replace('_', '.');
    }

    @Test
    void postgresIsToldWhatTheQuickstartTellsIts() {
        // given
        List<String> expected = PostgresServer.settings().stream()
                .filter(setting -> !POSTGRES_PLACE.contains(setting.substring(0, setting.indexOf('='))))
                .map(setting -> "--" + setting)
                .toList();

        // when
        List<String> command = texts(compose.path("services").path("postgres").path("command"));

        // then
        assertThat(command).startsWith("postgres");
        assertThat(command.subList(1, command.size())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(environment("postgres", "POSTGRES_INITDB_ARGS").split(" ", -1))
                .containsExactlyElementsOf(PostgresServer.initialOptions());
    }

    /** The image's default is the method of {@code password_encryption} for every address but its own. */
    @Test
    void postgresTakesNobodyWithoutAPassword() {
        // then
        assertThat(compose.path("services").path("postgres").path("environment").has("POSTGRES_HOST_AUTH_METHOD"))
                .isFalse();
        assertThat(environment("postgres", "POSTGRES_PASSWORD_FILE")).isEqualTo("/keys/database-admin.password");
    }

    /** Who migrates is no superuser in containers either. */
    @Test
    void postgresHasTheQuickstartsRolesAndDatabase() throws IOException {
        // given
        String script = "infra/database.sql";

        // when
        List<String> statements = Files.readAllLines(HOME.resolve(script)).stream()
                .filter(line -> line.endsWith(";"))
                .map(line -> line.replace(":'owner_password'", "'%s'").replaceFirst(";$", ""))
                .toList();

        // then
        assertThat(environment("postgres", "POSTGRES_USER")).isEqualTo(PostgresServer.superuser());
        assertThat(texts(compose.path("services").path("postgres").path("volumes")))
                .contains("./" + script + ":/docker-entrypoint-initdb.d/database.sql:ro");
        assertThat(statements).isEqualTo(PostgresServer.initialStatements());
        assertThat(Files.readAllLines(HOME.resolve(script)))
                .contains("\\set owner_password `cat "
                        + environment("control-plane", "SLUICE_DATABASE_OWNER_PASSWORD_FILE") + "`");
    }

    /** The same keys, less what only one of them needs; the same ports, the same names of files, the same switches. */
    private void assertAgrees(String service, Map<String, String> quickstart) {
        Map<String, String> expected = new TreeMap<>();
        quickstart.forEach((key, value) -> expected.put(environmentName(key), essence(key, value)));
        List.of(QUICKSTART_ONLY, OWN_ADDRESSES).forEach(expected::remove);
        Map<String, String> actual = new TreeMap<>();
        compose.path("services").path(service).path("environment").properties().forEach(entry -> {
            if (!entry.getKey().endsWith("_HOST") && !entry.getKey().equals(OWN_ADDRESSES)) {
                actual.put(
                        entry.getKey(), essence(entry.getKey(), entry.getValue().asText()));
            }
        });
        assertThat(actual).as(service).isEqualTo(expected);
    }

    /** What must be the same: of a file its name, of an address its port, of the database its name. */
    private static String essence(String key, String value) {
        String name = environmentName(key);
        if (name.endsWith("_FILE") || name.equals("SLUICE_DATABASE_URL")) {
            return value.substring(value.lastIndexOf('/') + 1);
        }
        if (name.endsWith("_BOOTSTRAP_SERVERS")
                || name.equals("SLUICE_AUTHORIZER_ADDRESS")
                || name.equals("SLUICE_ORIGINS_AUTHORIZER_SERVICE")) {
            return value.substring(value.lastIndexOf(':') + 1);
        }
        return name.equals("SLUICE_NODE_SPOOL") || name.equals("SLUICE_NODE_TLS_FOLDER") ? "a folder" : value;
    }

    /** Beside its own ports, Kafka and the authorizer service, which it is told of apart. */
    @Test
    void aNodeKnowsWhereTheOtherServicesListen() {
        // given
        String controlPort = environment("control-plane", "SLUICE_CONTROL_PORT");
        String database =
                environment("control-plane", "SLUICE_DATABASE_URL").replaceFirst("jdbc:postgresql://(.+)/.*", "$1");

        // then
        assertThat(environment("node-1", OWN_ADDRESSES).split(",", -1))
                .containsExactlyInAnyOrder("control-plane:" + controlPort, database);
    }

    private String environment(String service, String name) {
        return compose.path("services")
                .path(service)
                .path("environment")
                .path(name)
                .asText();
    }

    @Test
    void publishesTheQuickstartsPortsAndTheManagementApiAndUserPoolsOnTheLoopbackAlone() {
        // given
        int control = QUICKSTART.ports().control().number();
        int pools = QUICKSTART.ports().authorizer().number();
        int traffic = QUICKSTART.ports().nodes().getFirst().traffic().number();
        int tls = QUICKSTART.ports().nodes().getFirst().tls().number();

        // then
        assertThat(services().stream().flatMap(service -> texts(service.path("ports")).stream()))
                .containsExactlyInAnyOrder(
                        "127.0.0.1:" + control + ":" + control,
                        "127.0.0.1:" + pools + ":" + pools,
                        traffic + ":" + traffic,
                        tls + ":" + tls);
    }

    @Test
    void everySettingIsADocumentedOne() throws IOException {
        // given
        List<String> documented = SETTING.matcher(Files.readString(HOME.resolve("docs/settings.md")))
                .results()
                .map(match -> environmentName(match.group(1)))
                .toList();

        // when
        List<String> used = new ArrayList<>();
        ourServices()
                .forEach(service -> service.path("environment").fieldNames().forEachRemaining(used::add));

        // then
        assertThat(used).isNotEmpty().isSubsetOf(documented);
    }

    private static String environmentName(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static List<String> dockerfile(String name) throws IOException {
        return Files.readAllLines(HOME.resolve("infra").resolve(name + ".Dockerfile"));
    }

    private String version(String service) {
        String image = compose.path("services").path(service).path("image").asText();
        return image.substring(image.indexOf(':') + 1);
    }

    private static String property(String pom, String name) {
        return pom.substring(pom.indexOf("<" + name + ">") + name.length() + 2, pom.indexOf("</" + name + ">"));
    }

    private List<JsonNode> services() {
        return stream(compose.path("services")).toList();
    }

    private List<JsonNode> ourServices() {
        return services().stream()
                .filter(service -> service.path("image").asText().startsWith("sluice/"))
                .toList();
    }

    private static List<String> texts(JsonNode node) {
        return stream(node).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
