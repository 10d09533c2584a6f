package dev.sluice.aws.signature;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a request was signed by the holder of an access key. */
public sealed interface Verdict {
    /**
     * The signature is genuine and in time.
     *
     * @param signedAt the request's own time
     * @param presigned the signature stood in the query
     * @param payloadSigned false only for UNSIGNED-PAYLOAD, where a verifier allows it
     */
    record Verified(
            String accessKeyId, CredentialScope scope, Instant signedAt, boolean presigned, boolean payloadSigned)
            implements Verdict, Examination {}

    /**
     * The request is not authenticated.
     *
     * @param message what AWS says for this cause
     * @param accessKeyId the id that the client claimed, for limits on failures; absent when none could be read
     */
    record Rejected(Reason reason, String message, @Nullable String accessKeyId)
            implements Verdict, ClaimReading, Examination {}

    /** Kinds of rejection; the names follow the AWS error types. */
    enum Reason {
        MISSING_AUTHENTICATION_TOKEN,
        INCOMPLETE_SIGNATURE,
        INVALID_SIGNATURE,
        UNRECOGNIZED_CLIENT,
        EXPIRED_TOKEN
    }
}
