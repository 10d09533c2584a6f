package dev.sluice.aws.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a call: a user, by an access key or by temporary credentials, or a session of a role, as policies and
 * {@code $context} name them. Immutable.
 *
 * @param account twelve-digit id
 * @param id {@code aws:userid}: the access key's id of a user, {@code AROA…:session} of a session
 * @param arn of the user or of the session
 * @param roleArn of the role of a session; null for a user
 * @param issuedAt when temporary credentials were made; null for a user's access key
 */
public record Identity(
        String account,
        String id,
        String arn,
        @Nullable String roleArn,
        @Nullable Instant issuedAt) {
    /** The condition keys that are about a caller, in lower case. */
    public static final Set<String> CONDITION_KEYS = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principaltype",
            "aws:tokenissuetime",
            "aws:userid",
            "aws:username");

    /** A user, by one of its access keys. */
    public static Identity user(String account, String arn, String accessKeyId) {
        return new Identity(account, accessKeyId, arn, null, null);
    }

    /**
     * A session of a role.
     *
     * @param partition of its ARNs
     * @param roleId {@code AROA…}
     * @param issuedAt when the role was assumed
     */
    public static Identity session(
            String partition, String account, String role, String roleId, String name, Instant issuedAt) {
        return new Identity(
                account,
                roleId + ":" + name,
                "arn:" + partition + ":sts::" + account + ":assumed-role/" + role + "/" + name,
                "arn:" + partition + ":iam::" + account + ":role/" + role,
                issuedAt);
    }

    /** The same user by temporary credentials. */
    public Identity since(Instant begin) {
        return new Identity(account, id, arn, roleArn, begin);
    }

    /** The ARNs by which a Principal may name the caller: of a session that of its role too. */
    public List<String> arns() {
        return roleArn == null ? List.of(arn) : List.of(roleArn, arn);
    }

    /**
     * The value of a condition key that is about the caller.
     *
     * @param key in lower case
     * @return null for another key, and for one that such a caller has no value for
     */
    public @Nullable String condition(String key) {
        return switch (key) {
            case "aws:principalarn" -> roleArn == null ? arn : roleArn;
            case "aws:principalaccount" -> account;
            case "aws:principaltype" -> roleArn == null ? "User" : "AssumedRole";
            case "aws:userid" -> id;
            case "aws:username" -> roleArn == null ? arn.substring(arn.lastIndexOf('/') + 1) : null;
            case "aws:tokenissuetime" ->
                issuedAt == null
                        ? null
                        : issuedAt.truncatedTo(ChronoUnit.SECONDS).toString();
            default -> null;
        };
    }
}
