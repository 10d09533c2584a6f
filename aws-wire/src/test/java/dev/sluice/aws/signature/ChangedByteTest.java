package dev.sluice.aws.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changing any one byte of a signed request makes it fail, save the case of a header's name, which HTTP ignores. */
class ChangedByteTest {
    private static final String TARGET = "/tags/arn%3aaws%3A//x+y/?b=%2f%2F&a+c=%7e&a=1%20;&&empty&k=";
    private static final String BODY = "{\"name\":  \"pets\"}";

    private final SignatureVerifier verifier = Requests.verifier("apigateway");

    @Test
    void inARequestSignedInItsHeaders() {
        SignedRequest request = Requests.signer().sign(unsigned());

        assertThat(verifier.verify(request, Requests.known())).isInstanceOf(Verdict.Verified.class);
        assertEveryChangeFails(request);
    }

    @Test
    void inAPresignedRequest() {
        SignedRequest request = Requests.signer().presign(unsigned(), Duration.ofMinutes(5));

        assertThat(verifier.verify(request, Requests.known())).isInstanceOf(Verdict.Verified.class);
        assertEveryChangeFails(request);
    }

    private static SignedRequest unsigned() {
        return Requests.request(
                "POST", TARGET, BODY, new Header("Content-Type", "a  b/c d"), new Header("X-Amz-Meta", "one two"));
    }

    private void assertEveryChangeFails(SignedRequest request) {
        for (String method : changed(request.method())) {
            assertFails(new SignedRequest(method, request.target(), request.headers(), request.payloadHash()));
        }
        for (String target : changed(request.target())) {
            assertFails(request.with(target, List.of()));
        }
        for (String body : changed(BODY)) {
            assertFails(
                    SignedRequest.of(request.method(), request.target(), request.headers(), body.getBytes(ISO_8859_1)));
        }
        for (int i = 0; i < request.headers().size(); i++) {
            Header header = request.headers().get(i);
            for (String value : changed(header.value())) {
                assertFails(replaced(request, i, new Header(header.name(), value)));
            }
            for (String name : changed(header.name())) {
                if (!name.equalsIgnoreCase(header.name())) {
                    assertFails(replaced(request, i, new Header(name, header.value())));
                }
            }
        }
    }

    private static SignedRequest replaced(SignedRequest request, int index, Header header) {
        var headers = new ArrayList<>(request.headers());
        headers.set(index, header);
        return new SignedRequest(request.method(), request.target(), headers, request.payloadHash());
    }

    /** Every text that differs in one byte: each bit turned, and the bytes with a meaning of their own. */
    private static List<String> changed(String text) {
        var changed = new ArrayList<String>();
        for (int i = 0; i < text.length(); i++) {
            var replacements = new StringBuilder("/?&=%+;, \t\n#");
            for (int bit = 0; bit < 8; bit++) {
                replacements.append((char) (text.charAt(i) ^ (1 << bit)));
            }
            for (char replacement : replacements.toString().toCharArray()) {
                if (replacement != text.charAt(i)) {
                    changed.add(text.substring(0, i) + replacement + text.substring(i + 1));
                }
            }
        }
        return changed;
    }

    private void assertFails(SignedRequest request) {
        if (!(verifier.verify(request, Requests.known()) instanceof Verdict.Rejected)) {
            throw new AssertionError("accepted " + request.method() + " " + request.target() + " "
                    + request.headers().stream().map(Header::value).toList());
        }
    }
}
