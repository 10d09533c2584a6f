package dev.sluice.data.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Fuzz;
import dev.sluice.data.transform.MappingRefused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 64: URIs of AWS integrations")
class AwsUriFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final Map<String, String> VARIABLES = Map.of("v", "${stageVariables.v}:evil.example/path/");
    private static final List<String> PIECES = List.of(
            "arn",
            ":",
            ":",
            ":",
            "aws",
            "aws-cn",
            "apigateway",
            "us-east-1",
            "sqs",
            "a.b.sqs",
            ".",
            "path/",
            "action/",
            "/",
            "x",
            "${stageVariables.v}",
            "${stageVariables.w}",
            "${stageVariables.",
            "}",
            "@",
            "#",
            "?",
            " ",
            "\u0000",
            "\u00e4");

    @Test
    void aUriNamesAHostOrIsRefused() {
        int[] read = new int[1];
        Fuzz.rounds(ROUNDS, random -> {
            String uri = (random.nextBoolean() ? "arn:aws:apigateway:us-east-1:" : "") + Fuzz.text(random, 8, PIECES);
            try {
                AwsUri parsed = AwsUri.parse(uri, VARIABLES);
                read[0]++;
                assertThat(parsed.host())
                        .matches("[A-Za-z0-9.-]+\\.amazonaws\\.com(\\.cn)?")
                        .doesNotContain("evil");
                assertThat(parsed.rest().length()).isLessThanOrEqualTo(uri.length() * 40);
            } catch (MappingRefused refused) {
                assertThat(refused).hasMessageContaining("URI");
            }
        });
        assertThat(read[0]).isGreaterThan(ROUNDS / 1_000);
    }
}
