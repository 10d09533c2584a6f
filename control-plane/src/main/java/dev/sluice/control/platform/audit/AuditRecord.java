package dev.sluice.control.platform.audit;

import java.time.Instant;

/**
 * One management write.
 *
 * @param sequence place in the tenant's chain, from 1
 * @param principal ARN of who wrote
 * @param operation the operation's name
 * @param target verb and path of the call; of AssumeRole the role, the name of the session and its access key id
 * @param requestDigest SHA-256 of the request's body
 * @param beforeDigest SHA-256 over the changed rows as they were
 * @param afterDigest SHA-256 over the changed rows as they became
 */
public record AuditRecord(
        long sequence,
        Instant at,
        String principal,
        String accessKeyId,
        String sourceAddress,
        String requestId,
        String operation,
        String target,
        String requestDigest,
        String beforeDigest,
        String afterDigest) {}
