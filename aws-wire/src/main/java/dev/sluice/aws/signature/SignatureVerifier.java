package dev.sluice.aws.signature;

import dev.sluice.aws.signature.Verdict.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies Signature V4 over the bytes of a request, in the Authorization header or presigned in the query, for one
 * region and the given services. An unknown access key costs the same work as a known one. Any thread may use it.
 */
public final class SignatureVerifier {
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String CONTENT_HASH = "x-amz-content-sha256";

    private final ClaimRules rules;
    private final Clock clock;
    private final boolean allowsUnsignedPayload;
    private final SigningKeys keys = new SigningKeys();
    private final String nobodysSecret = randomSecret();

    /** A verifier that demands a signed payload; the first service is the one that messages name. */
    public SignatureVerifier(String region, List<String> services, Clock clock) {
        this(new ClaimRules(region, services), clock, false);
    }

    private SignatureVerifier(ClaimRules rules, Clock clock, boolean allowsUnsignedPayload) {
        this.rules = rules;
        this.clock = clock;
        this.allowsUnsignedPayload = allowsUnsignedPayload;
    }

    /** A verifier that also takes presigned requests with a signed {@code x-amz-content-sha256: UNSIGNED-PAYLOAD}. */
    public SignatureVerifier allowingUnsignedPayload() {
        return new SignatureVerifier(rules, clock, true);
    }

    /** A verifier whose presigned requests hold no longer than this. */
    public SignatureVerifier presignedAtMost(Duration longest) {
        return new SignatureVerifier(rules.presignedAtMost(longest), clock, allowsUnsignedPayload);
    }

    /** Whether the request names any credential; without one it is refused whatever its body is. */
    public static boolean hasCredential(SignedRequest request) {
        return ClaimReader.isInHeader(request) || ClaimReader.isIn(QueryPair.parse(request.query()));
    }

    /**
     * The access key that the request names, which proves nothing: it may be looked up before a body is read. Null when the
     * signature cannot be read, which {@link #verify} refuses whatever the body is.
     */
    public static @Nullable ClaimedKey claimedKey(SignedRequest request) {
        return ClaimReader.read(request) instanceof Claim claim
                ? new ClaimedKey(claim.credential().split("/", 2)[0], claim.token())
                : null;
    }

    /** Says who signed the request, or in AWS's words why nobody did. Asks for a secret at most once. */
    public Verdict verify(SignedRequest request, SecretLookup secrets) {
        return switch (ClaimReader.read(request)) {
            case Rejected rejected -> rejected;
            case Claim claim -> verify(request, claim, secrets);
        };
    }

    /**
     * Says the same without the body wherever that is not needed: a request that is wrong anyway or names a key that nobody
     * knows is refused at once, which tells that no key has the id, and one whose payload is not signed is verified.
     *
     * @param head the request; its payload hash is not looked at
     */
    public Examination examine(SignedRequest head, SecretLookup secrets) {
        return switch (ClaimReader.read(head)) {
            case Rejected rejected -> rejected;
            case Claim claim -> examine(head, claim, secrets);
        };
    }

    private Examination examine(SignedRequest head, Claim claim, SecretLookup secrets) {
        Instant signedAt = ClaimRules.time(claim);
        if (signedAt == null) {
            return ClaimRules.malformedTime(claim);
        }
        Instant now = clock.instant();
        Rejected broken = rules.check(head, claim, signedAt, now);
        if (broken != null) {
            return broken;
        }
        String accessKeyId = claim.credential().split("/", -1)[0];
        AccessSecret secret = secrets.find(accessKeyId, claim.token());
        if (secret == null || !tokenFits(claim, secret)) {
            return Rejections.unrecognized(accessKeyId);
        }
        if (UNSIGNED.equals(payloadHash(head, claim))) {
            return switch (judge(head, claim, signedAt, secret)) {
                case Verdict.Verified verified -> verified;
                case Rejected rejected -> rejected;
            };
        }
        return new AwaitedBody(hash -> judge(head.withPayload(hash), claim, signedAt, secret));
    }

    private Verdict verify(SignedRequest request, Claim claim, SecretLookup secrets) {
        Instant signedAt = ClaimRules.time(claim);
        if (signedAt == null) {
            return ClaimRules.malformedTime(claim);
        }
        Instant now = clock.instant();
        Rejected broken = rules.check(request, claim, signedAt, now);
        if (broken != null) {
            return broken;
        }
        AccessSecret secret = secrets.find(claim.credential().split("/", -1)[0], claim.token());
        return judge(request, claim, signedAt, secret);
    }

    /** The same work whether or not there is such a key. */
    private Verdict judge(SignedRequest request, Claim claim, Instant signedAt, @Nullable AccessSecret secret) {
        String[] parts = claim.credential().split("/", -1);
        var scope = new CredentialScope(parts[1], parts[2], parts[3]);
        String payloadHash = payloadHash(request, claim);
        boolean genuine = matches(request, claim, scope, signedAt, payloadHash, secret);
        boolean tokenFits = tokenFits(claim, secret);
        if (secret == null || !tokenFits) {
            return Rejections.unrecognized(parts[0]);
        }
        if (!genuine || payloadHash == null) {
            return Rejections.mismatch(parts[0]);
        }
        if (secret.expiresAt() != null && !clock.instant().isBefore(secret.expiresAt())) {
            return Rejections.expired(parts[0]);
        }
        return new Verdict.Verified(parts[0], scope, signedAt, claim.presigned(), !payloadHash.equals(UNSIGNED));
    }

    /** The hash that the canonical request holds; null when the request names another than that of its body. */
    private @Nullable String payloadHash(SignedRequest request, Claim claim) {
        List<String> named = request.values(CONTENT_HASH);
        if (named.isEmpty()) {
            return request.payloadHash();
        }
        String hash = named.getFirst();
        boolean unsigned = hash.equals(UNSIGNED) && claim.presigned() && allowsUnsignedPayload;
        return named.size() == 1 && (unsigned || hash.equals(request.payloadHash())) ? hash : null;
    }

    private boolean matches(
            SignedRequest request,
            Claim claim,
            CredentialScope scope,
            Instant signedAt,
            @Nullable String payloadHash,
            @Nullable AccessSecret secret) {
        String canonical = CanonicalRequest.of(
                request, claim.query(), claim.signedHeaders(), payloadHash == null ? "" : payloadHash);
        if (canonical == null) {
            return false;
        }
        String toSign = CanonicalRequest.stringToSign(ClaimRules.basic(signedAt), scope, canonical);
        String expected = keys.sign(secret == null ? nobodysSecret : secret.secret(), scope, toSign);
        return equalInConstantTime(expected, claim.signature());
    }

    private static boolean tokenFits(Claim claim, @Nullable AccessSecret secret) {
        String held = secret == null ? null : secret.sessionToken();
        String sent = claim.token();
        if (held == null || sent == null) {
            return held == null && sent == null;
        }
        return equalInConstantTime(held, sent);
    }

    private static boolean equalInConstantTime(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String randomSecret() {
        byte[] bytes = new byte[30];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
