package dev.sluice.data.templates;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
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
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static MapValue object(JsonParser parser) throws IOException {
        MapValue map = MapValue.create();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            map.entries().put(name, value(parser));
        }
        return map;
    }

    private static ListValue array(JsonParser parser) throws IOException {
        ListValue list = ListValue.ofDocument();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.items().add(value(parser));
        }
        return list;
    }

    private static Number integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : Arithmetic.fit(parser.getLongValue());
    }

    private static Number decimal(String image) {
        try {
            return new BigDecimal(image);
        } catch (NumberFormatException _) {
            throw new Halted("a JSON document holds too large an exponent");
        }
    }
}
