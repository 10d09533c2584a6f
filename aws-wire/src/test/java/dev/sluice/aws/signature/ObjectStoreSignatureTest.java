package dev.sluice.aws.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Signatures of S3 that AWS publishes: its path is encoded once, its payload's hash is a header")
class ObjectStoreSignatureTest {
    private final SignatureSigner signer = new SignatureSigner(
            "AKIAIOSFODNN7EXAMPLE",
            AccessSecret.permanent("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            "us-east-1",
            "s3",
            Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void signsGetObject() {
        var request = SignedRequest.of(
                "GET",
                "/test.txt",
                List.of(new Header("Host", "examplebucket.s3.amazonaws.com"), new Header("Range", "bytes=0-9")),
                new byte[0]);

        assertThat(signature(request)).isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void signsPutObjectWithAnEscapeInItsName() {
        assertThat(signature(put("/test%24file.text")))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void anotherSpellingOfANameHasTheSameSignature() {
        assertThat(signature(put("/test$file.text"))).isEqualTo(signature(put("/test%24file.text")));
    }

    private static SignedRequest put(String target) {
        return SignedRequest.of(
                "PUT",
                target,
                List.of(
                        new Header("Host", "examplebucket.s3.amazonaws.com"),
                        new Header("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                        new Header("x-amz-storage-class", "REDUCED_REDUNDANCY")),
                "Welcome to Amazon S3.".getBytes(UTF_8));
    }

    private String signature(SignedRequest request) {
        String authorization = signer.sign(request).values("authorization").getFirst();
        return authorization.substring(authorization.lastIndexOf('=') + 1);
    }
}
