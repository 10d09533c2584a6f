package dev.sluice.aws.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each keyword of draft 4 asks of bodies and what is found wrong with them, by {@code cases.json}. */
class ModelCasesTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream file = ModelCasesTest.class.getResourceAsStream("cases.json")) {
            return JSON.readTree(file)
                    .valueStream()
                    .flatMap(each -> each.get("bodies")
                            .valueStream()
                            .map(body -> Arguments.of(
                                    each.get("rule").textValue(),
                                    each,
                                    body.get(0).textValue(),
                                    body.get(1).textValue())));
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("cases")
    @DisplayName("rest-api-runtime 6.2")
    void findsWhatIsWrong(String rule, JsonNode given, String body, String findings) throws ModelRefused {
        assertThat(model(given).findings(body.getBytes(UTF_8))).as(rule).isEqualTo(findings);
    }

    /** White space behind it makes it large. */
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("cases")
    @DisplayName("rest-api-runtime 6.2, of a body that is read without a tree")
    void findsTheSameInALargeBody(String rule, JsonNode given, String body, String findings) throws ModelRefused {
        byte[] large = (body + " ".repeat(70_000)).getBytes(UTF_8);
        assertThat(model(given).findings(large)).as(rule).isEqualTo(findings);
    }

    private static BodyModel model(JsonNode given) throws ModelRefused {
        Map<String, String> schemas = new HashMap<>();
        given.path("models")
                .properties()
                .forEach(each -> schemas.put(each.getKey(), each.getValue().toString()));
        schemas.put("Tested", given.get("schema").toString());
        return Models.compile("a1b2c3d4e5", schemas, Set.of("Tested")).of("Tested");
    }
}
