package dev.sluice.authorizer.functions.wire;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.functions.FunctionAnswers;
import dev.sluice.authorizer.functions.FunctionRules;
import dev.sluice.authorizer.functions.Invocation;
import dev.sluice.aws.signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the Invoke protocol. The only place that knows its statuses and error types.
 *
 * @param body JSON; empty for one without a body
 */
record InvokeReply(int status, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LOG_TAIL_BYTES = 4_096;
    private static final String ERROR_TYPE = "x-amzn-ErrorType";

    /** The function was called. */
    static InvokeReply of(Invocation.Called called, boolean wantsLog) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Amz-Executed-Version", Integer.toString(called.version()));
        String error = FunctionAnswers.functionError(called.report().outcome());
        if (error != null) {
            headers.put("X-Amz-Function-Error", error);
        }
        if (wantsLog) {
            headers.put(
                    "X-Amz-Log-Result",
                    tail(FunctionAnswers.log(called.requestId(), called.version(), called.report())));
        }
        return new InvokeReply(200, headers, FunctionAnswers.payload(called.requestId(), called.report()));
    }

    /** An event was taken, or may be sent. */
    static InvokeReply empty(int status) {
        return new InvokeReply(status, Map.of(), "");
    }

    static InvokeReply absent(String arn) {
        return typed(404, "ResourceNotFoundException", "User", "Message", "Function not found: " + arn);
    }

    static InvokeReply busy() {
        ObjectNode body = JSON.createObjectNode()
                .put("Reason", "ConcurrentInvocationLimitExceeded")
                .put("Type", "User")
                .put("message", "Rate Exceeded.");
        return new InvokeReply(
                429, Map.of(ERROR_TYPE, "TooManyRequestsException", "Retry-After", "1"), body.toString());
    }

    static InvokeReply denied(String caller, String arn) {
        return plain(
                403,
                "AccessDeniedException",
                "Message",
                "User: " + caller + " is not authorized to perform: lambda:InvokeFunction on resource: " + arn
                        + " because no identity-based policy allows the lambda:InvokeFunction action");
    }

    static InvokeReply suspended(String account) {
        return plain(403, "AccessDeniedException", "Message", "The account " + account + " is suspended");
    }

    static InvokeReply unauthenticated(Verdict.Reason reason, String message) {
        String type = switch (reason) {
            case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationTokenException";
            case INCOMPLETE_SIGNATURE -> "IncompleteSignatureException";
            case INVALID_SIGNATURE -> "InvalidSignatureException";
            case UNRECOGNIZED_CLIENT -> "UnrecognizedClientException";
            case EXPIRED_TOKEN -> "ExpiredTokenException";
        };
        return plain(403, type, "message", message);
    }

    static InvokeReply notJson() {
        return typed(
                400,
                "InvalidRequestContentException",
                "User",
                "message",
                "Could not parse request body into json: it is not one JSON value");
    }

    static InvokeReply badParameter(String message) {
        return typed(400, "InvalidParameterValueException", "User", "message", message);
    }

    static InvokeReply tooLarge() {
        return typed(
                413,
                "RequestTooLargeException",
                "User",
                "message",
                "Request must be smaller than " + FunctionRules.MAX_PAYLOAD_BYTES
                        + " bytes for the InvokeFunction operation");
    }

    static InvokeReply unavailable() {
        return new InvokeReply(
                503,
                Map.of(ERROR_TYPE, "ServiceException", "Retry-After", "1"),
                "{\"Type\":\"Service\",\"message\":\"The service is not available. Please try again later.\"}");
    }

    static InvokeReply fault() {
        return typed(500, "ServiceException", "Service", "message", "An internal error occurred");
    }

    private static InvokeReply typed(int status, String error, String type, String member, String message) {
        return new InvokeReply(
                status,
                Map.of(ERROR_TYPE, error),
                JSON.createObjectNode().put("Type", type).put(member, message).toString());
    }

    private static InvokeReply plain(int status, String error, String member, @Nullable String message) {
        return new InvokeReply(
                status,
                Map.of(ERROR_TYPE, error),
                JSON.createObjectNode().put(member, message).toString());
    }

    /** The last 4 KB. */
    private static String tail(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        int start = Math.max(0, bytes.length - LOG_TAIL_BYTES);
        while (start > 0 && start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
    }
}
