package dev.sluice.data.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.sluice.aws.models.BodyModel;
import dev.sluice.aws.models.ModelRefused;
import dev.sluice.aws.models.Models;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random bodies against random models: the verdict is another validator's, and nothing ever throws. */
@DisplayName("security-requirements 64: models and bodies")
class ModelFuzzTest {
    private static final int SCHEMAS = 600;
    private static final int BODIES = 12;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<String> NAMES = List.of("a", "b", "ab", "c");

    private final Random random = new Random(20_261_128);

    @Test
    void agreesWithAnotherValidator() throws IOException, ModelRefused {
        int valid = 0;
        for (int round = 0; round < SCHEMAS; round++) {
            String schema = "{\"allOf\":[" + schema(3) + "],\"definitions\":{\"d\":" + schema(1) + "}}";
            BodyModel tested = Models.compile("abc1234567", Map.of("M", schema), Set.of("M"))
                    .of("M");
            JsonSchema other =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(JSON.readTree(schema));
            for (int body = 0; body < BODIES; body++) {
                String tried = value(3);
                JsonNode node = JSON.readTree(tried);
                boolean expected = other.validate(node).isEmpty();
                assertThat(tested.findings(tried.getBytes(UTF_8)) == null)
                        .as("%s against %s", tried, schema)
                        .isEqualTo(expected);
                valid += expected ? 1 : 0;
            }
        }
        assertThat(valid).isBetween(SCHEMAS * BODIES / 10, SCHEMAS * BODIES * 9 / 10);
    }

    @Test
    void neverThrowsOnBrokenBodies() throws ModelRefused {
        List<BodyModel> models = List.of(
                model("{\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"#\"}}"),
                model("{\"uniqueItems\":true,\"items\":{\"multipleOf\":0.1}}"),
                model("{\"pattern\":\"^(a|b)+$\",\"enum\":[\"a\",1,[]],\"minimum\":1e400}"));
        for (int round = 0; round < 8_000; round++) {
            byte[] body = value(3).getBytes(UTF_8);
            for (int changes = random.nextInt(4); changes > 0 && body.length > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            for (BodyModel model : models) {
                String findings = model.findings(body);
                assertThat(findings == null || (findings.startsWith("[") && findings.endsWith("]")))
                        .isTrue();
            }
        }
    }

    @Test
    void takesOrRefusesAnySchema() {
        int taken = 0;
        for (int round = 0; round < 8_000; round++) {
            StringBuilder schema = new StringBuilder(schema(2));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                schema.setCharAt(random.nextInt(schema.length()), "{}[]\",:1a#$".charAt(random.nextInt(11)));
            }
            try {
                model(schema.toString()).findings(value(2).getBytes(UTF_8));
                taken++;
            } catch (ModelRefused refused) {
                assertThat(refused.getMessage()).startsWith("model M");
            }
        }
        assertThat(taken).isGreaterThan(1_000);
    }

    private static BodyModel model(String schema) throws ModelRefused {
        return Models.compile("abc1234567", Map.of("M", schema), Set.of("M")).of("M");
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String schema(int depth) {
        return Stream.generate(() -> keyword(depth))
                .limit(random.nextInt(4))
                .collect(Collectors.toMap(
                        text -> text.substring(0, text.indexOf(':')), text -> text, (first, _) -> first))
                .values()
                .stream()
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String keyword(int depth) {
        return switch (random.nextInt(depth == 0 ? 14 : 22)) {
            case 0 -> "\"type\":" + any(List.of("\"object\"", "\"array\"", "\"string\"", "[\"integer\",\"null\"]"));
            case 1 -> "\"type\":" + any(List.of("\"number\"", "[\"object\",\"array\",\"string\"]", "\"boolean\""));
            case 2 -> "\"required\":" + any(List.of("[\"a\"]", "[\"b\",\"c\"]"));
            case 3 -> "\"enum\":[" + value(1) + "," + value(0) + "]";
            case 4 -> "\"minimum\":" + any(List.of("0", "1.5", "-3"));
            case 5 -> "\"maximum\":" + any(List.of("0", "1.5", "10"));
            case 6 -> "\"multipleOf\":" + any(List.of("2", "0.5"));
            case 7 -> "\"minLength\":" + random.nextInt(3);
            case 8 -> "\"maxLength\":" + random.nextInt(3);
            case 9 -> "\"pattern\":" + any(List.of("\"^a\"", "\"b$\"", "\"[ab]{2}\""));
            case 10 -> "\"minItems\":" + random.nextInt(3);
            case 11 -> "\"maxItems\":" + random.nextInt(3);
            case 12 -> "\"allOf\":[{\"type\":\"array\"},{\"uniqueItems\":true}]"; // the other judges members too
            case 13 -> any(List.of("\"minProperties\":1", "\"maxProperties\":1"));
            case 14 -> "\"properties\":{\"a\":" + schema(depth - 1) + ",\"b\":" + schema(depth - 1) + "}";
            case 15 -> "\"patternProperties\":{\"^a\":" + schema(depth - 1) + "}";
            case 16 -> "\"additionalProperties\":" + any(List.of("false", schema(depth - 1)));
            case 17 -> "\"items\":" + any(List.of(schema(depth - 1), "[" + schema(depth - 1) + "]"));
            case 18 ->
                any(List.of("\"allOf\"", "\"anyOf\"", "\"oneOf\"")) + ":[" + schema(depth - 1) + "," + schema(depth - 1)
                        + "]";
            case 19 -> "\"not\":" + schema(depth - 1);
            case 20 -> "\"dependencies\":{\"a\":" + any(List.of("[\"b\"]", schema(depth - 1))) + "}";
            default -> "\"properties\":{\"c\":{\"$ref\":\"#/definitions/d\"},\"ab\":" + schema(depth - 1) + "}";
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 12)) {
            case 0 -> "null";
            case 1 -> any(List.of("true", "false"));
            case 2, 3 -> any(List.of("0", "1", "2", "-7", "100000000000000000000"));
            case 4 -> any(List.of("0.5", "1.25", "-3.75"));
            case 5, 6, 7 -> any(List.of("\"\"", "\"a\"", "\"ab\"", "\"b\"", "\"\ud83d\ude00\""));
            case 8, 9 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> value(depth - 1))
                        .collect(Collectors.joining(",", "[", "]"));
            default ->
                NAMES.stream()
                        .filter(_ -> random.nextInt(3) > 0)
                        .map(name -> "\"" + name + "\":" + value(depth - 1))
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }
}
