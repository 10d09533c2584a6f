package dev.sluice.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeyIdTest {
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

        assertThat(SignatureVerifier.accessKeyId(request)).isEqualTo(id);
    }
}
