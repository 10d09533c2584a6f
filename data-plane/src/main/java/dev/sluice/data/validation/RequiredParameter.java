package dev.sluice.data.validation;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.transform.ByteText;
import dev.sluice.data.transform.QueryText;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a request must have.
 *
 * @param name as declared
 * @param wireName the same, one character for each byte, as requests hold names
 */
record RequiredParameter(Location location, String name, String wireName) {
    /** Where parameters stand, in the order in which their names are collected. */
    enum Location {
        HEADER("header"),
        PATH("path"),
        QUERY("querystring");

        private final String word;

        Location(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static RequiredParameter of(Location location, String name) {
        return new RequiredParameter(location, name, ByteText.utf8(name));
    }

    /** Whether any value of it is not blank. */
    boolean isPresent(Exchange exchange) {
        return switch (location) {
            case HEADER -> isPresent(exchange.request().headers());
            case PATH -> isText(exchange.pathParameter(name));
            case QUERY -> isText(QueryText.last(exchange.request().query(), wireName));
        };
    }

    private boolean isPresent(Headers headers) {
        for (int index = headers.indexOf(wireName, 0); index >= 0; index = headers.indexOf(wireName, index + 1)) {
            if (isText(headers.value(index))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
