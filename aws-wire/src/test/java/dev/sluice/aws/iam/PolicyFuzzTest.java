package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text is a policy or a MalformedPolicy with a reason, and any policy decides any call. */
class PolicyFuzzTest {
    private static final String GENUINE = """
            {"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"a","Effect":"Allow","Action":["apigateway:*","sts:Get?"],
            "Resource":"arn:aws:apigateway:*::/restapis/*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","::1"]},
            "DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"},"NumericEquals":{"n":1.5},"Null":{"k":true},
            "StringLikeIfExists":{"u":"a*b?"}}},{"Effect":"Deny","NotAction":"*","NotResource":["*"]}]}""";

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "*",
            "?",
            "null",
            "true",
            "-1",
            "1e999",
            "\\u0000",
            "\u20ac",
            "arn:",
            "\"Statement\"",
            "\"Effect\"",
            "\"Condition\"",
            "\"StringEquals\"",
            "${x}",
            "10.0.0.0/99",
            "fe80::1%eth0",
            "2026-13-45",
            "9".repeat(40));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsOrRefuses(long seed) {
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                Decision decision = Policy.parse(changed(random)).decide(call(random));
                assertThat(decision).isNotNull();
                read++;
            } catch (MalformedPolicy refused) {
                assertThat(refused.reason()).isNotEmpty();
            }
        }
        assertThat(read).isPositive();
    }

    private static String changed(Random random) {
        String text = GENUINE;
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(4));
            text = text.substring(0, from) + WORDS.get(random.nextInt(WORDS.size())) + text.substring(to);
        }
        return text;
    }

    private static AccessRequest call(Random random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return new AccessRequest(
                random.nextBoolean() ? word : "apigateway:GET",
                random.nextBoolean() ? word : "arn:aws:apigateway:us-east-1::/restapis/a1",
                Map.of("aws:SourceIp", List.of(word), "aws:CurrentTime", List.of(word), "n", List.of(word)));
    }
}
