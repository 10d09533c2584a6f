package dev.sluice.data.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random templates: none makes the reader throw, and what is JSON is read as JSON. */
@DisplayName("security-requirements 64: MOCK templates")
class MockStatusFuzzTest {
    private static final int ROUNDS = 200_000;
    private static final long SEED = 20_261_121L;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> TOKENS = List.of(
            "{",
            "{",
            "}",
            "}",
            "[",
            "]",
            ":",
            ":",
            ",",
            ",",
            "\"statusCode\"",
            "\"statusCode\"",
            "statusCode",
            "'statusCode'",
            "200",
            "200",
            "-1",
            "0",
            "2e2",
            "2.0",
            "99999999999",
            "\"200\"",
            "\"",
            "'",
            "\\",
            "\\u0073",
            "null",
            "true",
            " ",
            "\n",
            "\"a\"",
            "a",
            "\u0000",
            "\u0662");

    @Test
    void readsJsonAsJsonAndNeverThrows() {
        Random random = new Random(SEED);
        int found = 0;
        int json = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String template = template(random);
            Integer status = MockStatus.of(template);
            JsonNode node = json(template);
            found += status == null ? 0 : 1;
            if (node != null) {
                json++;
                JsonNode wanted = node.path("statusCode");
                Integer expected = wanted.isInt() ? Integer.valueOf(wanted.intValue()) : null;
                assertThat(status).as(template).isEqualTo(expected);
            } else if (status != null) {
                assertThat(template).contains("statusCode").contains("{").contains("}");
                assertThat(template).containsPattern("-?[0-9]");
            }
        }
        assertThat(found).isGreaterThan(ROUNDS / 500);
        assertThat(json).isGreaterThan(ROUNDS / 500);
    }

    private static @Nullable JsonNode json(String template) {
        try {
            JsonNode node = JSON.readTree(template);
            return node.isMissingNode() ? null : node;
        } catch (IOException _) {
            return null;
        }
    }

    private static String template(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "{" : "");
        if (random.nextInt(3) > 0) {
            text.append("\"statusCode\":").append(TOKENS.get(14 + random.nextInt(8)));
        }
        for (int tokens = random.nextInt(8); tokens > 0; tokens--) {
            text.append(TOKENS.get(random.nextInt(TOKENS.size())));
        }
        return text.append(random.nextInt(4) > 0 ? "}" : "").toString();
    }
}
