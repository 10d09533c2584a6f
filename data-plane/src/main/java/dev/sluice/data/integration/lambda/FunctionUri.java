package dev.sluice.data.integration.lambda;

import dev.sluice.data.integration.aws.AwsUri;
import org.jspecify.annotations.Nullable;

/**
 * The function that a URI invokes (rest-api-runtime 8.5, 8.7). Immutable.
 *
 * @param arn of the function, with its qualifier if any
 * @param target path of the invocation
 * @param streamed whether the answer comes as a stream
 */
public record FunctionUri(String arn, String target, boolean streamed) {
    private static final String WHOLE = "2015-03-31/functions/";
    private static final String WHOLE_END = "/invocations";
    private static final String STREAM = "2021-11-15/functions/";
    private static final String STREAM_END = "/response-streaming-invocations";

    /** The invocation that a URI stands for; null for any other call of a service. */
    public static @Nullable FunctionUri find(AwsUri uri) {
        if (!uri.fullService().equals("lambda") || !uri.path()) {
            return null;
        }
        String rest = uri.rest();
        int start = 0;
        while (start < rest.length() && rest.charAt(start) == '/') {
            start++;
        }
        rest = rest.substring(start);
        if (isInvocation(rest, WHOLE, WHOLE_END)) {
            return new FunctionUri(name(rest, WHOLE, WHOLE_END), "/" + rest, false);
        }
        return isInvocation(rest, STREAM, STREAM_END)
                ? new FunctionUri(name(rest, STREAM, STREAM_END), "/" + rest, true)
                : null;
    }

    private static boolean isInvocation(String rest, String start, String end) {
        return rest.length() > start.length() + end.length() && rest.startsWith(start) && rest.endsWith(end);
    }

    private static String name(String rest, String start, String end) {
        return rest.substring(start.length(), rest.length() - end.length());
    }
}
