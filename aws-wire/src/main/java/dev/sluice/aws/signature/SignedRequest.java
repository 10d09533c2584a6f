package dev.sluice.aws.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a signature covers of a request, exactly as it came over the wire. Text holds one character per byte received,
 * so that nothing is decoded before it is checked.
 *
 * @param method the verb
 * @param target the request target in origin form: raw path and, after the first {@code ?}, the raw query
 * @param headers every header line in order
 * @param payloadHash SHA-256 of the body as received, in lower-case hexadecimal
 */
public record SignedRequest(String method, String target, List<Header> headers, String payloadHash) {
    public SignedRequest {
        headers = List.copyOf(headers);
    }

    /** A request with this body. */
    public static SignedRequest of(String method, String target, List<Header> headers, byte[] body) {
        return new SignedRequest(method, target, headers, Digests.sha256Hex(body));
    }

    /** The same request with a body of this hash. */
    SignedRequest withPayload(String hash) {
        return new SignedRequest(method, target, headers, hash);
    }

    /** Headers and query may be credentials, so they stay out of logs. */
    @Override
    public String toString() {
        return "SignedRequest[" + method + " " + path() + "]";
    }

    String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** The values of a header in order, its name in any case. */
    List<String> values(String name) {
        var values = new ArrayList<String>(1);
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    SignedRequest with(String newTarget, List<Header> added) {
        var all = new ArrayList<>(headers);
        all.addAll(added);
        return new SignedRequest(method, newTarget, all, payloadHash);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
