package dev.sluice.data.callers;

import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;

/**
 * An access key that signs calls.
 *
 * @param tenant the account that it belongs to
 * @param user the user that it stands for, as in its ARN
 * @param policy what it may do
 */
public record AccessKey(String id, String tenant, String user, AccessSecret secret, Policy policy) {
    /** The ARN of the user. */
    public String userArn() {
        return "arn:aws:iam::" + tenant + ":user/" + user;
    }

    @Override
    public String toString() {
        return "AccessKey[" + tenant + ", " + id + "]";
    }
}
