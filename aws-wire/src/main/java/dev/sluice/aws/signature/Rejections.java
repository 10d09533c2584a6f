package dev.sluice.aws.signature;

import dev.sluice.aws.signature.Verdict.Reason;
import dev.sluice.aws.signature.Verdict.Rejected;
import org.jspecify.annotations.Nullable;

/** The texts of AWS for everything that can be wrong with a signature (rest-api-runtime contract, section 3.2). */
final class Rejections {
    private Rejections() {}

    static Rejected missing() {
        return new Rejected(Reason.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token", null);
    }

    static Rejected notKeyValue(String header) {
        return incomplete(
                "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded"
                        + " with Base64): '" + Digests.sha256Base64(header) + "'.");
    }

    static Rejected bothPlaces() {
        return incomplete("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    static Rejected twice(String name) {
        return incomplete("Found more than one '" + name + "'.");
    }

    static Rejected incomplete(String message) {
        return new Rejected(Reason.INCOMPLETE_SIGNATURE, message, null);
    }

    static Rejected invalid(String message, @Nullable String accessKeyId) {
        return new Rejected(Reason.INVALID_SIGNATURE, message, accessKeyId);
    }

    static Rejected mismatch(String accessKeyId) {
        return invalid(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.",
                accessKeyId);
    }

    static Rejected unrecognized(String accessKeyId) {
        return new Rejected(
                Reason.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.", accessKeyId);
    }

    static Rejected expired(String accessKeyId) {
        return new Rejected(Reason.EXPIRED_TOKEN, "The security token included in the request is expired", accessKeyId);
    }
}
