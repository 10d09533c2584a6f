package dev.sluice.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimedKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            AWS4-HMAC-SHA256 Credential=AKIA1/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00 | AKIA1
            Bearer AKIA1                                                                                             | -
            AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00                                                        | -
            """)
    void isReadBeforeAnythingIsVerified(String authorization, String id) {
        var request = SignedRequest.of(
                "GET",
                "/",
                List.of(
                        new Header("Host", "a"),
                        new Header("X-Amz-Date", "20260101T000000Z"),
                        new Header("Authorization", authorization)),
                new byte[0]);

        ClaimedKey claimed = SignatureVerifier.claimedKey(request);

        assertThat(claimed == null ? null : claimed.id()).isEqualTo(id);
    }

    @Test
    void namesTheSessionTokenAndDoesNotShowIt() {
        // given
        var secret = new AccessSecret("a secret", "a-token", null);
        var signed = new SignatureSigner("ASIA1", secret, "us-east-1", "lambda", Clock.systemUTC())
                .sign(SignedRequest.of("GET", "/", List.of(new Header("Host", "a")), new byte[0]));

        // when
        ClaimedKey claimed = SignatureVerifier.claimedKey(signed);

        // then
        assertThat(claimed)
                .isEqualTo(new ClaimedKey("ASIA1", "a-token"))
                .asString()
                .doesNotContain("a-token");
    }
}
