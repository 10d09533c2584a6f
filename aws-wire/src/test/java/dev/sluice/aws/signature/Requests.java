package dev.sluice.aws.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Requests and keys for signature tests: those of AWS's published examples. */
final class Requests {
    static final String KEY_ID = "AKIDEXAMPLE";
    static final AccessSecret SECRET = AccessSecret.permanent("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final byte[] NO_BODY = {};

    private Requests() {}

    static SecretLookup known() {
        return (id, _) -> id.equals(KEY_ID) ? SECRET : null;
    }

    static SignatureVerifier verifier(String service) {
        return new SignatureVerifier("us-east-1", List.of(service), CLOCK);
    }

    static SignatureVerifier verifierAt(Instant time) {
        return new SignatureVerifier("us-east-1", List.of("apigateway"), Clock.fixed(time, ZoneOffset.UTC));
    }

    static SignatureSigner signer() {
        return new SignatureSigner(KEY_ID, SECRET, "us-east-1", "apigateway", CLOCK);
    }

    /** The text as a server sees it that reads one character per byte. */
    static String onTheWire(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    static SignedRequest get(String target) {
        return request("GET", target, "");
    }

    static SignedRequest request(String method, String target, String body, Header... more) {
        var headers = new ArrayList<Header>();
        headers.add(new Header("Host", "localhost:8080"));
        headers.addAll(List.of(more));
        return SignedRequest.of(method, target, headers, body.getBytes(UTF_8));
    }

    /** The same request with another value for each header of this name. */
    static SignedRequest replacing(SignedRequest request, String name, String value) {
        var headers = request.headers().stream()
                .map(header -> header.name().equalsIgnoreCase(name) ? new Header(header.name(), value) : header)
                .toList();
        return new SignedRequest(request.method(), request.target(), headers, request.payloadHash());
    }

    static SignedRequest without(SignedRequest request, String name) {
        var headers = request.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new SignedRequest(request.method(), request.target(), headers, request.payloadHash());
    }

    static SignedRequest with(SignedRequest request, String name, String value) {
        return request.with(request.target(), List.of(new Header(name, value)));
    }

    static String authorization(SignedRequest request) {
        return request.values("Authorization").getFirst();
    }
}
