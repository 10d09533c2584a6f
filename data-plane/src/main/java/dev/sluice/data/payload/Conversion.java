package dev.sluice.data.payload;

/** What happens to a body between two sides: the two tables of rest-api-runtime 12 as pure functions. */
public enum Conversion {
    /** The bytes go on as they are. */
    IDENTITY,
    /** The bytes are UTF-8 text; what is none becomes U+FFFD. */
    TEXT,
    /** Bytes become base64 text. */
    ENCODE,
    /** Base64 text becomes the bytes it stands for. */
    DECODE;

    /**
     * The request table.
     *
     * @param binary whether the request's Content-Type is a binary media type
     */
    public static Conversion ofRequest(boolean binary, ContentHandling handling) {
        return switch (handling) {
            case NONE -> binary ? IDENTITY : TEXT;
            case CONVERT_TO_TEXT -> binary ? ENCODE : TEXT;
            case CONVERT_TO_BINARY -> binary ? IDENTITY : DECODE;
        };
    }

    /**
     * The response table.
     *
     * @param binary whether the integration's Content-Type is a binary media type
     * @param wanted whether the first type that the client accepts is one
     */
    public static Conversion ofResponse(boolean binary, boolean wanted, ContentHandling handling) {
        return switch (handling) {
            case NONE -> unasked(binary, wanted);
            case CONVERT_TO_TEXT -> binary ? ENCODE : TEXT;
            case CONVERT_TO_BINARY -> binary ? IDENTITY : DECODE;
        };
    }

    private static Conversion unasked(boolean binary, boolean wanted) {
        if (binary) {
            return wanted ? IDENTITY : ENCODE;
        }
        return wanted ? DECODE : TEXT;
    }

    /** Whether the body can go on untouched, slice by slice. */
    public boolean streams() {
        return this == IDENTITY;
    }
}
