package dev.sluice.data.templates;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259, nothing more) into values of templates: document order, the last of duplicate keys, numbers
 * exact. Names are neither interned nor kept, since they come from outside. Pure functions.
 */
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TemplateLimits.DOCUMENT_DEPTH)
                    .maxNumberLength(TemplateLimits.DECIMAL_DIGITS)
                    .maxStringLength(TemplateLimits.STRING_CHARS)
                    .maxNameLength(TemplateLimits.STRING_CHARS)
                    .build())
            .build();

    private JsonReader() {}

    /** The document's value, null for JSON's null, or empty for a text that is no JSON; one beyond a limit halts. */
    static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return Empty.EMPTY;
            }
            @Nullable Object value = value(parser);
            return parser.nextToken() == null ? value : Empty.EMPTY;
        } catch (StreamConstraintsException _) {
            throw new Halted("a JSON document is nested too deep or holds too long a number");
        } catch (JsonProcessingException _) {
            return Empty.EMPTY;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, null);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static MapValue object(JsonParser parser, @Nullable Names likely) throws IOException {
        MapValue map = MapValue.create();
        int at = 0;
        for (String name = name(parser, likely, at); name != null; name = name(parser, likely, at)) {
            at++;
            parser.nextToken();
            map.entries().put(name, value(parser));
        }
        return map;
    }

    /** The name of the next member; null at the end of the object. */
    private static @Nullable String name(JsonParser parser, @Nullable Names likely, int at) throws IOException {
        return likely == null ? parser.nextFieldName() : likely.next(parser, at);
    }

    private static ListValue array(JsonParser parser) throws IOException {
        ListValue list = ListValue.ofDocument();
        Names likely = null;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                likely = likely == null ? new Names() : likely;
                list.items().add(object(parser, likely));
            } else {
                list.items().add(value(parser));
            }
        }
        return list;
    }

    /** The names of the objects of one array: mostly the same in each, and then neither read nor made again. */
    private static final class Names {
        private static final int MOST = 64;

        private final List<SerializedString> names = new ArrayList<>();

        @Nullable
        String next(JsonParser parser, int at) throws IOException {
            if (at < names.size()) {
                SerializedString expected = names.get(at);
                if (parser.nextFieldName(expected)) {
                    return expected.getValue();
                }
                return parser.currentToken() == JsonToken.FIELD_NAME ? parser.currentName() : null;
            }
            String name = parser.nextFieldName();
            if (name != null && at == names.size() && at < MOST) {
                names.add(new SerializedString(name));
            }
            return name;
        }
    }

    /** Out of the parser's buffer, without a text of its own. */
    private static Number decimal(JsonParser parser) throws IOException {
        if (parser.getTextLength() > TemplateLimits.DECIMAL_DIGITS && digits(parser) > TemplateLimits.DECIMAL_DIGITS) {
            throw new Halted("a JSON document is nested too deep or holds too long a number");
        }
        try {
            return new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        } catch (NumberFormatException _) {
            throw new Halted("a JSON document holds too large an exponent");
        }
    }

    /** The parser looks at the length of integers alone, and long decimals take time by the square of theirs. */
    private static int digits(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int digits = 0;
        for (int left = parser.getTextLength(), at = parser.getTextOffset(); left > 0; left--, at++) {
            digits += text[at] >= '0' && text[at] <= '9' ? 1 : 0;
        }
        return digits;
    }
}
