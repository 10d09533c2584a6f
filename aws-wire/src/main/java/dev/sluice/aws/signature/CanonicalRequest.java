package dev.sluice.aws.signature;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text that a signature is over, made from the bytes of a request. */
final class CanonicalRequest {
    private CanonicalRequest() {}

    /**
     * The canonical form. Null, so that nothing matches, when a signed header is named twice, in upper case, or is not
     * there at all, and when the target holds a blank or control character, which no request line can.
     */
    static @Nullable String of(
            SignedRequest request, List<QueryPair> query, List<String> signedHeaders, String payloadHash) {
        return of(request, CanonicalText.path(request.path()), query, signedHeaders, payloadHash);
    }

    /** The same with a path in a canonical form of its own. */
    static @Nullable String of(
            SignedRequest request,
            String canonicalPath,
            List<QueryPair> query,
            List<String> signedHeaders,
            String payloadHash) {
        if (request.target().chars().anyMatch(character -> character <= ' ' || character == 0x7f)) {
            return null;
        }
        var text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(canonicalPath).append('\n');
        text.append(QueryPair.canonical(query)).append('\n');
        var seen = new HashSet<String>();
        for (String name : signedHeaders) {
            List<String> values = request.values(name);
            if (values.isEmpty() || !name.equals(SignedRequest.lower(name)) || !seen.add(name)) {
                return null;
            }
            text.append(name).append(':');
            for (int i = 0; i < values.size(); i++) {
                text.append(i == 0 ? "" : ",").append(CanonicalText.headerValue(values.get(i)));
            }
            text.append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.append(payloadHash).toString();
    }

    static String stringToSign(String time, CredentialScope scope, String canonicalRequest) {
        return ClaimRules.ALGORITHM + "\n" + time + "\n" + scope.text() + "\n"
                + Digests.sha256Hex(Digests.bytes(canonicalRequest));
    }
}
