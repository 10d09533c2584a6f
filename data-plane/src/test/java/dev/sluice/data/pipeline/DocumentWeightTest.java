package dev.sluice.data.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.templates.JsonBody;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 44, 56: what a text may take as JSON is known before it is read")
class DocumentWeightTest {
    private static final int BYTES = 1 << 20;

    /** As models read bodies. */
    private static final JsonMapper MODELS = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static String document(String kind) {
        return switch (kind) {
            case "empty objects" -> list(_ -> "{}");
            case "empty lists" -> list(_ -> "[]");
            case "small lists" -> list(_ -> "[1]");
            case "small objects" -> list(_ -> "{\"a\":1}");
            case "objects of other names" -> list(at -> "{\"" + Integer.toString(at, 36) + "\":\"b\"}");
            case "small numbers" -> list(_ -> "1");
            case "numbers" -> list(at -> String.valueOf(1_000 + at % 9_000));
            case "decimals" -> list(_ -> "1.5");
            case "large integers" -> list(_ -> "98765432109876543210");
            case "texts" -> list(_ -> "\"a\"");
            case "wide objects" -> list(_ -> "{" + members(20) + "}");
            default -> "{" + members(90_000) + "}";
        };
    }

    private static String list(IntFunction<String> item) {
        StringBuilder text = new StringBuilder("[").append(item.apply(0));
        for (int at = 1; text.length() < BYTES; at++) {
            text.append(',').append(item.apply(at));
        }
        return text.append(']').toString();
    }

    private static String members(int count) {
        StringBuilder text = new StringBuilder("\"a\":1");
        for (int at = 0; at < count; at++) {
            text.append(",\"").append(Integer.toString(at, 36)).append("\":").append(1_000 + at);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty objects",
                "empty lists",
                "small lists",
                "small objects",
                "objects of other names",
                "small numbers",
                "numbers",
                "decimals",
                "large integers",
                "texts",
                "wide objects",
                "one object"
            })
    void isAtLeastWhatTheDocumentTakes(String kind) throws Exception {
        // given
        String text = document(kind);
        long start = MemoryWatch.usedBytes();

        // when
        Object ofTemplates = Objects.requireNonNull(JsonBody.read(text));
        long afterTemplates = MemoryWatch.usedBytes();
        Object ofModels = MODELS.readTree(text);
        long afterModels = MemoryWatch.usedBytes();

        // then
        assertThat(ofTemplates).isNotSameAs(ofModels);
        long most = Math.max(afterTemplates - start, afterModels - afterTemplates);
        assertThat(DocumentWeight.of(text.getBytes(US_ASCII)))
                .isGreaterThan(most)
                .isLessThan(24 * most);
    }

    @Test
    void textThatIsNoDocumentTakesWhatItIsLong() {
        String table = "1,2,3\n".repeat(100);
        assertThat(DocumentWeight.of(table.getBytes(US_ASCII))).isEqualTo(2_400);
        assertThat(DocumentWeight.of(new byte[0])).isZero();
    }

    @Test
    void aDocumentInAStringCounts() {
        String outer = "{\"a\":\"" + "[{},{}]".repeat(1_000) + "\"}";
        assertThat(DocumentWeight.of(outer.getBytes(US_ASCII))).isGreaterThan(300_000);
    }
}
