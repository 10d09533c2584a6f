package dev.sluice.aws.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a call: a user, or a session of a role, as policies and {@code $context} name them. Immutable.
 *
 * @param account twelve-digit id
 * @param id {@code aws:userid}: the access key's id of a user, {@code AROA…:session} of a session
 * @param arn of the user or of the session
 * @param session null for a user
 */
public record Identity(
        String account, String id, String arn, @Nullable RoleSession session) {
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
        return new Identity(account, accessKeyId, arn, null);
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
                new RoleSession("arn:" + partition + ":iam::" + account + ":role/" + role, issuedAt));
    }

    /** The ARNs by which a Principal may name the caller: of a session that of its role too. */
    public List<String> arns() {
        return session == null ? List.of(arn) : List.of(session.roleArn(), arn);
    }

    /**
     * The value of a condition key that is about the caller.
     *
     * @param key in lower case
     * @return null for another key, and for one that such a caller has no value for
     */
    public @Nullable String condition(String key) {
        return switch (key) {
            case "aws:principalarn" -> session == null ? arn : session.roleArn();
            case "aws:principalaccount" -> account;
            case "aws:principaltype" -> session == null ? "User" : "AssumedRole";
            case "aws:userid" -> id;
            case "aws:username" -> session == null ? arn.substring(arn.lastIndexOf('/') + 1) : null;
            case "aws:tokenissuetime" ->
                session == null
                        ? null
                        : session.issuedAt().truncatedTo(ChronoUnit.SECONDS).toString();
            default -> null;
        };
    }

    /** What only a session has. */
    public record RoleSession(String roleArn, Instant issuedAt) {}
}
