package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Headers;
import java.util.Locale;

/** What the fields of a message say of its body's coding, as far as this gateway undoes codings (rest-api-runtime 13). */
public enum ContentCoding {
    NONE,
    GZIP,
    DEFLATE,
    /** One that is not known, or several of them. */
    UNKNOWN;

    private static final String FIELD = "Content-Encoding";

    /** The coding of a body with these fields. */
    public static ContentCoding of(Headers headers) {
        int line = headers.indexOf(FIELD, 0);
        if (line < 0) {
            return NONE;
        }
        return headers.indexOf(FIELD, line + 1) < 0 ? named(headers.value(line)) : UNKNOWN;
    }

    private static ContentCoding named(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> UNKNOWN;
        };
    }
}
