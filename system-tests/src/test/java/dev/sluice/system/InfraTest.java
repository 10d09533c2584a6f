package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images and the compose file agree with the quickstart; no container engine is needed to know that. */
final class InfraTest {
    private static final Path HOME = Checkout.home();
    private static final Map<String, Integer> PORTS =
            Map.of("control-plane", 8080, "node-1", 8000, "authorizer-service", 8090);
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
        List<String> lines = Files.readAllLines(HOME.resolve("infra").resolve(name + ".Dockerfile"));

        // then
        assertThat(lines).anyMatch(line -> line.matches("FROM eclipse-temurin:25\\.0\\.\\d+_\\d+-jre-\\w+"));
        assertThat(lines).contains("USER 10001:10001");
        assertThat(lines).noneMatch(line -> line.startsWith("RUN"));
        assertThat(lines).anyMatch(line -> line.startsWith("ENTRYPOINT [\"java\""));
    }

    @Test
    void everyContainerOfOursIsHardened() {
        // then
        assertThat(ourServices()).hasSize(4).allSatisfy(service -> {
            assertThat(service.path("<<").asText()).isEqualTo("hardened");
            assertThat(service.path("user").asText()).isEqualTo("10001:10001");
            assertThat(service.path("privileged").asBoolean()).isFalse();
        });
        assertThat(compose.path("x-hardened").path("read_only").asBoolean()).isTrue();
        assertThat(compose.path("x-hardened").path("cap_drop").path(0).asText()).isEqualTo("ALL");
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
    void portsAreThoseOfTheQuickstart() {
        // then
        PORTS.forEach((service, port) -> {
            List<String> values = texts(compose.path("services").path(service).path("environment"));
            assertThat(values).as(service).contains(Integer.toString(port));
        });
        assertThat(texts(compose.path("services").path("control-plane").path("ports")))
                .containsExactly("127.0.0.1:8080:8080");
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
