package dev.sluice.aws.signature;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Signs requests with Signature V4 for one access key, region and service. Every header given is signed, save those
 * that clients and proxies change on the way. Any thread may use it.
 */
public final class SignatureSigner {
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    private static final Set<String> CHANGED_ON_THE_WAY = Set.of(
            "authorization",
            "connection",
            "content-length",
            "expect",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-amzn-trace-id");

    private final String accessKeyId;
    private final AccessSecret secret;
    private final String region;
    private final String service;
    private final Clock clock;
    private final boolean objectStore;
    private final SigningKeys keys = new SigningKeys();

    /** A signer for every service; S3 has a canonical path of its own and needs the payload's hash in a header. */
    public SignatureSigner(String accessKeyId, AccessSecret secret, String region, String service, Clock clock) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.region = region;
        this.service = service;
        this.clock = clock;
        this.objectStore = service.equals("s3");
    }

    /** The request with {@code X-Amz-Date}, the session token if any, and {@code Authorization}; it must have a Host. */
    public SignedRequest sign(SignedRequest request) {
        String time = ClaimRules.basic(clock.instant());
        var added = new ArrayList<Header>();
        added.add(new Header("X-Amz-Date", time));
        if (secret.sessionToken() != null) {
            added.add(new Header(QueryParameters.SECURITY_TOKEN, secret.sessionToken()));
        }
        if (objectStore && request.values(CONTENT_HASH).isEmpty()) {
            added.add(new Header(CONTENT_HASH, request.payloadHash()));
        }
        SignedRequest dated = request.with(request.target(), added);
        List<String> signed = signedHeaders(dated);
        var scope = new CredentialScope(time.substring(0, 8), region, service);
        String authorization =
                ClaimRules.ALGORITHM + " Credential=" + accessKeyId + "/" + scope.text() + ", SignedHeaders="
                        + String.join(";", signed) + ", Signature=" + signature(dated, signed, time, scope);
        return dated.with(dated.target(), List.of(new Header("Authorization", authorization)));
    }

    /** The request with its signature in the query, good for this long (1 second to 7 days). */
    public SignedRequest presign(SignedRequest request, Duration validity) {
        String time = ClaimRules.basic(clock.instant());
        var scope = new CredentialScope(time.substring(0, 8), region, service);
        List<String> signed = signedHeaders(request);
        var target = new StringBuilder(request.target());
        add(target, QueryParameters.ALGORITHM, ClaimRules.ALGORITHM);
        add(target, QueryParameters.CREDENTIAL, accessKeyId + "/" + scope.text());
        add(target, QueryParameters.DATE, time);
        add(target, QueryParameters.EXPIRES, Long.toString(validity.toSeconds()));
        add(target, QueryParameters.SIGNED_HEADERS, String.join(";", signed));
        if (secret.sessionToken() != null) {
            add(target, QueryParameters.SECURITY_TOKEN, secret.sessionToken());
        }
        SignedRequest unsigned = request.with(target.toString(), List.of());
        add(target, QueryParameters.SIGNATURE, signature(unsigned, signed, time, scope));
        return request.with(target.toString(), List.of());
    }

    private String signature(SignedRequest request, List<String> signed, String time, CredentialScope scope) {
        List<String> named = request.values(CONTENT_HASH);
        String payloadHash = named.isEmpty() ? request.payloadHash() : named.getFirst();
        String path = objectStore ? CanonicalText.objectPath(request.path()) : CanonicalText.path(request.path());
        String canonical = Objects.requireNonNull(
                CanonicalRequest.of(request, path, QueryPair.parse(request.query()), signed, payloadHash));
        return keys.sign(secret.secret(), scope, CanonicalRequest.stringToSign(time, scope, canonical));
    }

    private static List<String> signedHeaders(SignedRequest request) {
        List<String> names = request.headers().stream()
                .map(header -> SignedRequest.lower(header.name()))
                .filter(name -> !CHANGED_ON_THE_WAY.contains(name))
                .distinct()
                .sorted()
                .toList();
        if (!names.contains("host")) {
            throw new IllegalArgumentException("a request to sign has a Host header");
        }
        return names;
    }

    private static void add(StringBuilder target, String name, String value) {
        target.append(target.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(CanonicalText.encode(value));
    }
}
