package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.data.pipeline.Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a streamed answer says before its payload (rest-api-runtime 8.7). */
record StreamPrelude(int status, Headers headers) {
    /** Null when the text breaks the contract: four members, all optional, and no other. */
    static @Nullable StreamPrelude read(byte[] json) {
        ResultHeaders headers = new ResultHeaders();
        try (JsonParser parser = FunctionError.JSON.createParser(json)) {
            int status = 200;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                boolean sound = switch (name) {
                    case "statusCode" -> {
                        status = ProxyResultReader.status(parser);
                        yield status > 0;
                    }
                    case "headers" -> headers.readSingle(parser);
                    case "multiValueHeaders" -> headers.readMany(parser);
                    case "cookies" -> headers.readCookies(parser);
                    default -> false;
                };
                if (!sound) {
                    return null;
                }
            }
            return parser.nextToken() == null ? new StreamPrelude(status, headers.merged()) : null;
        } catch (IOException _) {
            return null;
        }
    }
}
