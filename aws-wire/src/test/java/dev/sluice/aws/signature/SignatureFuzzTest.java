package dev.sluice.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends gets a verdict, never an exception, and nobody guesses a signature. */
class SignatureFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final List<String> WORDS = List.of(
            "AWS4-HMAC-SHA256",
            " ",
            ",",
            "=",
            "/",
            "&",
            "?",
            "%",
            "%2",
            "%2F",
            "%zz",
            "+",
            ";",
            "\u00ff",
            "\0",
            "\u20ac",
            "Credential=",
            "SignedHeaders=",
            "Signature=",
            "host",
            "x-amz-date",
            "date",
            "AKIDEXAMPLE",
            "/20150830/us-east-1/apigateway/aws4_request",
            "20150830T123600Z",
            "Sun, 30 Aug 2015 12:36:00 GMT",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            "X-Amz-Credential=",
            "X-Amz-Signature=",
            "X-Amz-SignedHeaders=host",
            "X-Amz-Date=20150830T123600Z",
            "X-Amz-Expires=60",
            "X-Amz-Security-Token=",
            "99999999999999999999",
            "-1");

    private final SignatureVerifier verifier = Requests.verifier("apigateway").allowingUnsignedPayload();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void arbitraryHeadersAndTargets(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var headers = new ArrayList<Header>();
            for (String name : List.of("Host", "Authorization", "X-Amz-Date", "Date", "X-Amz-Security-Token")) {
                for (int copies = random.nextInt(5) / 2; copies > 0; copies--) {
                    headers.add(new Header(name, text(random)));
                }
            }
            var request = SignedRequest.of("GET", text(random) + "?" + text(random), headers, Requests.NO_BODY);

            assertThat(verifier.verify(request, Requests.known())).isInstanceOf(Verdict.Rejected.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void genuineRequestsWithPartsReplaced(long seed) {
        var random = new Random(seed);
        SignedRequest signed = Requests.signer().sign(Requests.get("/a?b=c"));
        SignedRequest presigned = Requests.signer().presign(Requests.get("/a?b=c"), Duration.ofMinutes(2));
        for (int i = 0; i < ROUNDS; i++) {
            SignedRequest fuzzed = presigned.with(spliced(random, presigned.target()), List.of());
            String authorization = spliced(random, Requests.authorization(signed));

            Verdict inQuery = verifier.verify(fuzzed, Requests.known());
            Verdict inHeader =
                    verifier.verify(Requests.replacing(signed, "Authorization", authorization), Requests.known());

            assertThat(List.of(inQuery, inHeader)).doesNotContainNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void canonicalFormsAreStableAndFullyEncoded(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String text = text(random);

            String once = CanonicalText.queryPart(text);

            assertThat(once).matches("[A-Za-z0-9._~%-]*");
            assertThat(CanonicalText.queryPart(once)).isEqualTo(once);
            assertThat(CanonicalText.path(text)).matches("[A-Za-z0-9._~%/-]+").doesNotContain("//");
            assertThat(CanonicalText.headerValue(text)).doesNotContain("  ");
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int words = random.nextInt(12); words > 0; words--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    private static String spliced(Random random, String text) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(6));
        return text.substring(0, from) + text(random) + text.substring(to);
    }
}
