package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The primitive types of draft 4, in the order in which findings list them. */
enum Kind {
    ARRAY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The type's name in a schema. */
    String word() {
        return word;
    }

    /** The type of a value; a number with a fraction or an exponent is no integer, whatever its value. */
    static Kind of(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> ARRAY;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> node.isIntegralNumber() ? INTEGER : NUMBER;
            case OBJECT -> OBJECT;
            case STRING -> STRING;
            case NULL, MISSING, BINARY, POJO -> NULL;
        };
    }
}
