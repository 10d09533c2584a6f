package dev.sluice.control.apis.integrations;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an integration may send calls, by its type (management-api 3). */
final class Targets {
    private static final Set<String> VERBS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY");
    // The scheme is literal and there are no credentials, so that no stage variable can bring them (security 35).
    private static final Pattern HTTP = Pattern.compile("https?://[^/?#@\\\\\\s\\p{Cntrl}]+([/?][^#\\s\\p{Cntrl}]*)?");
    private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:[^\\s\\p{Cntrl}]+");
    private static final Pattern PATH_OR_ACTION =
            Pattern.compile("arn:[a-z0-9-]+:apigateway:[^:]+:[^:]+:(path/.+|action/.+)");
    private static final Pattern LAMBDA =
            Pattern.compile("arn:[a-z0-9-]+:apigateway:[^:]+:lambda:path/(2015-03-31/functions/.+/invocations"
                    + "|2021-11-15/functions/.+/response-streaming-invocations)");

    private Targets() {}

    static void check(String type, @Nullable String httpMethod, @Nullable String uri) {
        if (httpMethod == null || httpMethod.isEmpty()) {
            throw ProblemException.badRequest("Enumeration value for HttpMethod must be non-empty");
        }
        if (!VERBS.contains(httpMethod)) {
            throw ProblemException.badRequest(
                    "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
        }
        String target = uri == null ? "" : uri;
        if (type.startsWith("HTTP")) {
            require(HTTP, target, "Invalid HTTP endpoint specified for URI");
            return;
        }
        require(ARN, target, "Invalid ARN specified in the request");
        require(PATH_OR_ACTION, target, "AWS ARN for integration must contain path or action");
        if (type.equals("AWS_PROXY")) {
            // decisions 47: Firehose is refused, although the text names it
            require(
                    LAMBDA,
                    target,
                    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream"
                            + " invocations.");
        }
    }

    private static void require(Pattern pattern, String target, String refusal) {
        if (!pattern.matcher(target).matches()) {
            throw ProblemException.badRequest(refusal);
        }
    }
}
