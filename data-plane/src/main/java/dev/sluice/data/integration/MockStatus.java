package dev.sluice.data.integration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code statusCode} of a MOCK template (rest-api-runtime 8.2). Valid JSON is read as such; anything else by the
 * recorded lenient rules: pairs inside one pair of braces, quotes optional but matched. Pure functions.
 */
final class MockStatus {
    private static final String KEY = "statusCode";
    private static final JsonFactory JSON = new JsonFactory();

    private MockStatus() {}

    /** Null when the text holds no integer status. */
    static @Nullable Integer of(String text) {
        try {
            return strict(text);
        } catch (IOException _) {
            return lenient(text.strip());
        }
    }

    private static @Nullable Integer strict(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return whole(parser, null);
            }
            Integer status = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(KEY);
                JsonToken value = parser.nextToken();
                if (wanted) {
                    status = value == JsonToken.VALUE_NUMBER_INT ? integer(parser.getText()) : null;
                }
                parser.skipChildren();
            }
            return whole(parser, status);
        }
    }

    /** Reads on to the end, so that text after a complete value counts as malformed. */
    private static @Nullable Integer whole(JsonParser parser, @Nullable Integer status) throws IOException {
        parser.skipChildren();
        if (parser.nextToken() != null) {
            throw new IOException("more than one value");
        }
        return status;
    }

    private static @Nullable Integer lenient(String text) {
        if (text.length() < 2 || !text.startsWith("{") || !text.endsWith("}")) {
            return null;
        }
        List<NearlyJson.Pair> pairs = NearlyJson.pairs(text.substring(1, text.length() - 1));
        Integer status = null;
        for (NearlyJson.Pair pair : pairs == null ? List.<NearlyJson.Pair>of() : pairs) {
            String key = unquoted(pair.key());
            if (key == null || !hasMatchedQuotes(pair.value())) {
                return null;
            }
            if (key.equals(KEY)) {
                status = integer(pair.value());
                if (status == null) {
                    return null;
                }
            }
        }
        return status;
    }

    /** The key without its quotes; null when they do not match or a brace opens in front of it. */
    private static @Nullable String unquoted(String key) {
        if (key.isEmpty()) {
            return key;
        }
        char first = key.charAt(0);
        if (first == '{' || first == '[') {
            return null;
        }
        if (!isQuote(first)) {
            return key;
        }
        return hasMatchedQuotes(key) ? key.substring(1, key.length() - 1) : null;
    }

    /** A text that begins with a quote ends with the same one. */
    private static boolean hasMatchedQuotes(String text) {
        return text.isEmpty()
                || !isQuote(text.charAt(0))
                || (text.length() > 1 && text.charAt(0) == text.charAt(text.length() - 1));
    }

    static boolean isQuote(char character) {
        return character == '"' || character == '\'';
    }

    /** A JSON integer; Java alone would take a plus sign and the digits of any script. */
    private static @Nullable Integer integer(String text) {
        try {
            boolean plain =
                    text.chars().allMatch(character -> character == '-' || (character >= '0' && character <= '9'));
            return plain ? Integer.valueOf(text) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
