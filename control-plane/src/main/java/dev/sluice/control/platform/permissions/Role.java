package dev.sluice.control.platform.permissions;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an access key may do, by name. Each role is an IAM policy; actions of ours begin with {@code sluice:}. */
public enum Role {
    /** Everything, access keys included. */
    OWNER("""
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "*", "Resource": "*"}]}"""),

    /** Everything of the management API; sees, but does not hand out, access keys. */
    ADMIN("""
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Resource": "*",
               "Action": ["apigateway:*", "sluice:Get*", "sluice:List*", "sluice:Check*", "sluice:RollbackStage",
                          "lambda:InvokeFunction", "sluice:*Function", "sluice:*FunctionVersion"]}]}"""),

    /** APIs with all their parts; sees the rest of the management API. */
    DEVELOPER("""
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["apigateway:GET", "sluice:Get*", "sluice:RollbackStage",
                "lambda:InvokeFunction", "sluice:*Function", "sluice:*FunctionVersion", "sluice:ListFunctions",
                "sluice:ListFunctionVersions", "sluice:ListFunctionLogs"], "Resource": "*"},
              {"Effect": "Allow", "Action": "apigateway:*", "Resource": [
                "arn:*:apigateway:*::/restapis", "arn:*:apigateway:*::/restapis/*",
                "arn:*:apigateway:*::/apis", "arn:*:apigateway:*::/apis/*",
                "arn:*:apigateway:*::/tags/arn%3A*%3A%3A%2Frestapis%2F*",
                "arn:*:apigateway:*::/tags/arn%3A*%3A%3A%2Fapis%2F*"]}]}"""),

    /** Reads the management API. */
    VIEWER("""
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["apigateway:GET", "sluice:Get*"], "Resource": "*"}]}"""),

    /** Nothing but finding out who it is. */
    NONE("""
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Deny", "Action": "*", "Resource": "*"}]}""");

    @SuppressWarnings("ImmutableEnumChecker") // a policy is immutable
    private final Policy policy;

    private final String document;

    Role(String document) {
        this.document = document;
        try {
            policy = Policy.parse(document);
        } catch (MalformedPolicy malformed) {
            throw new IllegalStateException("The policy of role " + name() + " is malformed", malformed);
        }
    }

    /** The role of this name, in lower case. */
    public static Optional<Role> named(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /** The name as calls and the database have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the role allows. */
    public Policy policy() {
        return policy;
    }

    /** The same as a policy document. */
    public String document() {
        return document;
    }
}
