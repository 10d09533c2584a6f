package dev.sluice.control.roles;

import dev.sluice.aws.iam.Identity;
import java.time.Instant;

/** What signs for a session until it expires, the only time that its secret is in clear, and whom it stands for. */
public record TemporaryCredentials(
        String accessKeyId, String secret, String sessionToken, Instant expiresAt, Identity identity) {
    @Override
    public String toString() {
        return "TemporaryCredentials[" + accessKeyId + ", " + identity.arn() + ", secret=hidden]";
    }
}
