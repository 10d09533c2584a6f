package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a function's result by the contract of proxy integrations (rest-api-runtime 8.6): five members, all optional, and
 * no other. A member that comes twice counts as it came last. Of one thread and one result.
 */
final class ProxyResultReader {
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;
    private static final int BROKEN = -1;

    private final ResultHeaders headers = new ResultHeaders();
    private int status = 200;
    private String body = "";
    private boolean base64;

    private ProxyResultReader() {}

    /** Null when the result breaks the contract. */
    static @Nullable ProxyResult read(byte[] payload) {
        try (JsonParser parser = FunctionError.JSON.createParser(payload)) {
            ProxyResultReader reader = new ProxyResultReader();
            return reader.readWhole(parser)
                    ? new ProxyResult(reader.status, reader.headers.merged(), reader.body, reader.base64)
                    : null;
        } catch (IOException _) {
            return null;
        }
    }

    private boolean readWhole(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!readMember(parser, name)) {
                return false;
            }
        }
        return parser.nextToken() == null;
    }

    private boolean readMember(JsonParser parser, String name) throws IOException {
        return switch (name) {
            case "statusCode" -> readStatus(parser);
            case "headers" -> headers.readSingle(parser);
            case "multiValueHeaders" -> headers.readMany(parser);
            case "body" -> readBody(parser);
            case "isBase64Encoded" -> readFlag(parser);
            default -> false;
        };
    }

    private boolean readStatus(JsonParser parser) throws IOException {
        status = status(parser);
        return status != BROKEN;
    }

    /** The status at the parser's place; negative for what is none. */
    static int status(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return 200;
        }
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_STRING) {
            return BROKEN;
        }
        String text = parser.getText();
        boolean digits = text.length() == 3 && text.chars().allMatch(character -> character >= '0' && character <= '9');
        int status = digits ? Integer.parseInt(text) : BROKEN;
        return status >= LEAST_STATUS && status <= MOST_STATUS ? status : BROKEN;
    }

    private boolean readBody(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            body = parser.getText();
            return true;
        }
        body = "";
        return token == JsonToken.VALUE_NULL;
    }

    private boolean readFlag(JsonParser parser) {
        JsonToken token = parser.currentToken();
        base64 = token == JsonToken.VALUE_TRUE;
        return base64 || token == JsonToken.VALUE_FALSE || token == JsonToken.VALUE_NULL;
    }
}
