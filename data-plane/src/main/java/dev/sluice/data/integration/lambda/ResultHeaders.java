package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.transform.ByteText;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The two header maps of a function's result while they are read. Many values come first, the single one behind them,
 * under the spelling of the former (rest-api-runtime 8.6). What could not be a field of HTTP breaks the contract.
 */
final class ResultHeaders {
    /** security-requirements 36: as of any origin's head. */
    private static final int MAX_CHARACTERS = 64 * 1024;

    private static final int MAX_FIELDS = 256;

    private final Headers many = new Headers();
    private final Headers cookies = new Headers();
    private final Map<String, Single> single = new TreeMap<>();
    private int characters;
    private int fields;

    private record Single(String name, String value) {}

    /** Reads {@code headers}, at its value; false when it breaks the contract. */
    boolean readSingle(JsonParser parser) throws IOException {
        single.clear();
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String value = value(parser, parser.nextToken());
            if (value == null || !fits(name, value)) {
                return false;
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                single.put(name.toLowerCase(Locale.ROOT), new Single(name, value));
            }
        }
        return true;
    }

    /** Reads {@code multiValueHeaders}, at its value; false when it breaks the contract. */
    boolean readMany(JsonParser parser) throws IOException {
        while (many.size() > 0) {
            many.removeAt(many.size() - 1);
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken list = parser.nextToken();
            if (list != JsonToken.VALUE_NULL && (list != JsonToken.START_ARRAY || !readList(parser, name, many))) {
                return false;
            }
        }
        return true;
    }

    private boolean readList(JsonParser parser, String name, Headers into) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            String value = value(parser, token);
            if (value == null || !fits(name, value)) {
                return false;
            }
            if (token != JsonToken.VALUE_NULL) {
                into.add(name, value);
            }
        }
        return true;
    }

    /** Reads {@code cookies}, at its value; false when it breaks the contract. */
    boolean readCookies(JsonParser parser) throws IOException {
        while (cookies.size() > 0) {
            cookies.removeAt(cookies.size() - 1);
        }
        return parser.currentToken() == JsonToken.VALUE_NULL
                || (parser.currentToken() == JsonToken.START_ARRAY && readList(parser, "Set-Cookie", cookies));
    }

    Headers merged() {
        Headers merged = new Headers(many.size() + single.size() + 4);
        for (int index = 0; index < many.size(); index++) {
            merged.add(many.name(index), many.value(index));
        }
        for (Single field : single.values()) {
            int before = many.indexOf(field.name(), 0);
            merged.add(before < 0 ? field.name() : many.name(before), field.value());
        }
        for (int index = 0; index < cookies.size(); index++) {
            merged.add(cookies.name(index), cookies.value(index));
        }
        return merged;
    }

    /** A scalar as text; empty for null, null for what a header cannot hold. Numbers keep their digits (decisions 56). */
    private static @Nullable String value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null || token.isStructStart() || token.isStructEnd()) {
            return null;
        }
        return token == JsonToken.VALUE_NULL ? "" : ByteText.utf8(parser.getText());
    }

    private boolean fits(String name, String value) {
        characters += name.length() + value.length();
        return ++fields <= MAX_FIELDS
                && characters <= MAX_CHARACTERS
                && FieldSyntax.isToken(name)
                && ByteText.headerValue(value) != null;
    }
}
