package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the service that runs functions says of one that failed (rest-api-runtime 8.5.1, 8.6). Pure functions. */
public final class FunctionError {
    /** The header that marks the payload as an error. */
    public static final String HEADER = "X-Amz-Function-Error";

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(2 * InvokeStep.MAX_PAYLOAD_BYTES)
                    .build())
            .build();

    private FunctionError() {}

    /** Why the invocation itself did not happen; null when it did. */
    public static @Nullable Failure refusal(OriginResponse response) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return null;
        }
        if (status == 413) {
            return new Failure.FunctionFailed("Lambda invocation failed with status: 413. " + requestId(response));
        }
        return new Failure.Configuration(
                status == 403
                        ? "Invalid permissions on Lambda function"
                        : "Lambda invocation failed with status: " + status + ". " + requestId(response));
    }

    /** The failure of a proxy integration whose function failed. */
    static Failure proxied(OriginResponse response, byte[] payload) {
        return new Failure.FunctionFailed(line(response, message(payload)));
    }

    /** What the execution log says of a function that failed. */
    static String line(OriginResponse response, @Nullable String message) {
        return "Lambda execution failed with status 200 due to customer function error: " + message + ". "
                + requestId(response);
    }

    private static String requestId(OriginResponse response) {
        return "Lambda request id: " + response.headers().last("x-amzn-RequestId");
    }

    /** The {@code errorMessage} of an error's payload; null when it has none. */
    public static @Nullable String message(byte[] payload) {
        return text(payload, "errorMessage");
    }

    /** Whether the last event of a stream says that the function failed. */
    static boolean endsInError(byte[] payload) {
        String code = text(payload, "ErrorCode");
        return code != null && !code.isEmpty();
    }

    private static @Nullable String text(byte[] payload, String member) {
        try (JsonParser parser = JSON.createParser(payload)) {
            String text = null;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(member);
                JsonToken value = parser.nextToken();
                if (wanted) {
                    text = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return text;
        } catch (IOException _) {
            return null;
        }
    }
}
