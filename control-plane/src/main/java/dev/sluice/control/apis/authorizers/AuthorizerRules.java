package dev.sluice.control.apis.authorizers;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.PatternRules;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the members of an authorizer may hold (management-api 5). */
final class AuthorizerRules {
    private static final int MAX_TTL_SECONDS = 3600;
    private static final int MAX_PROVIDERS = 1000;
    private static final Pattern FUNCTION =
            Pattern.compile("arn:[a-z0-9-]+:apigateway:[^:\\s]+:lambda:path/2015-03-31/functions/\\S+/invocations");

    /** A stage variable may stand for the pool's id, or a part of it (rest-api-runtime 17). */
    private static final Pattern POOL = Pattern.compile("arn:[a-z0-9-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/"
            + "(?:[A-Za-z0-9_-]|\\$\\{stageVariables\\.[A-Za-z0-9_]{1,64}}){1,128}");

    /** What an issuer that the tenant registered is called. */
    private static final Pattern OIDC = Pattern.compile(
            "arn:[a-z0-9-]+:iam::[0-9]{12}:oidc-provider/(?:[!-~&&[^${}]]|\\$\\{stageVariables\\.[A-Za-z0-9_]{1,64}}){1,255}");

    private static final Pattern ROLE = Pattern.compile("arn:[a-z0-9-]+:iam::([0-9]{12}|\\*):\\S{1,512}");
    private static final Pattern HEADER = Pattern.compile("method\\.request\\.header\\.[^\\s,]+");
    private static final Pattern SOURCE = Pattern.compile(
            "method\\.request\\.(header|querystring)\\.[^\\s,]+|stageVariables\\.[A-Za-z0-9_]+|context\\.[A-Za-z0-9_.-]+");

    private AuthorizerRules() {}

    static void checkUri(@Nullable String uri) {
        if (uri == null || !FUNCTION.matcher(uri).matches()) {
            throw ProblemException.badRequest("Invalid Authorizer URI: " + uri
                    + ". Authorizer URI should be a valid API Gateway ARN that represents a Lambda function"
                    + " invocation.");
        }
    }

    static void checkCredentials(@Nullable String role) {
        if (role != null && !ROLE.matcher(role).matches()) {
            throw invalidArn();
        }
    }

    static void checkProviders(@Nullable List<String> arns) {
        if (arns == null || arns.isEmpty()) {
            throw ProblemException.badRequest(
                    "An authorizer of type COGNITO_USER_POOLS needs at least one providerARN");
        }
        if (arns.size() > MAX_PROVIDERS) {
            throw ProblemException.badRequest("An authorizer may have at most " + MAX_PROVIDERS + " providerARNs");
        }
        if (!arns.stream()
                .allMatch(
                        arn -> POOL.matcher(arn).matches() || OIDC.matcher(arn).matches())) {
            throw invalidArn();
        }
    }

    /** TOKEN: exactly one header. */
    static void checkTokenSource(@Nullable String source) {
        if (source == null || !HEADER.matcher(source).matches()) {
            throw invalidSource(source);
        }
    }

    /** REQUEST: a comma list, which may be missing only where no answer is kept. */
    static void checkRequestSources(@Nullable String sources, boolean keepsAnswers) {
        if (sources == null) {
            if (keepsAnswers) {
                throw ProblemException.badRequest(
                        "An identitySource is required while answers are kept; set authorizerResultTtlInSeconds to 0"
                                + " to go without");
            }
            return;
        }
        Arrays.stream(sources.split(",", -1))
                .map(String::strip)
                .filter(source -> !SOURCE.matcher(source).matches())
                .findFirst()
                .ifPresent(source -> {
                    throw invalidSource(source);
                });
    }

    static void checkValidationExpression(@Nullable String expression) {
        if (expression != null) {
            PatternRules.fault(expression).ifPresent(fault -> {
                throw ProblemException.badRequest("Invalid identityValidationExpression: " + fault);
            });
        }
    }

    static void checkTtl(@Nullable Integer seconds) {
        if (seconds != null && (seconds < 0 || seconds > MAX_TTL_SECONDS)) {
            throw invalidTtl();
        }
    }

    static ProblemException invalidTtl() {
        return ProblemException.badRequest(
                "Invalid authorizerResultTtlInSeconds, must be between 0 and " + MAX_TTL_SECONDS);
    }

    private static ProblemException invalidArn() {
        return ProblemException.badRequest("Invalid ARN specified in the request");
    }

    private static ProblemException invalidSource(@Nullable String source) {
        return ProblemException.badRequest("Invalid mapping expression specified: Validation Result: warnings : [],"
                + " errors : [Invalid mapping expression specified: " + source + "]");
    }
}
