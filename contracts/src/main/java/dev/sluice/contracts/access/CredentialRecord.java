package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * An access key of a tenant, for those who verify signatures without the control plane. Sealed like every record, since
 * it holds a secret. The record of a key that was deleted has neither secret nor policy.
 *
 * @param tenant twelve-digit id
 * @param user the user that the key stands for, as in its ARN
 * @param policy the IAM policy document that says what the key may do
 */
public record CredentialRecord(
        int formatVersion,
        String tenant,
        long revision,
        String accessKeyId,
        String user,
        @Nullable String secretAccessKey,
        @Nullable String policy)
        implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** What stands between the tenant and the id of a key. */
    public static final String KIND = "credential";

    /** The record that ends a key. */
    public static CredentialRecord ended(String tenant, long revision, String accessKeyId) {
        return new CredentialRecord(FORMAT_VERSION, tenant, revision, accessKeyId, "", null, null);
    }

    @Override
    @JsonIgnore
    public String key() {
        return tenant + "/" + KIND + "/" + accessKeyId;
    }

    /** Whether the key signs nothing any more. */
    @Override
    @JsonIgnore
    public boolean isEnded() {
        return secretAccessKey == null;
    }

    @Override
    public String toString() {
        return "CredentialRecord[" + tenant + ", " + accessKeyId + ", revision=" + revision + "]";
    }
}
