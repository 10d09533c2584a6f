package dev.sluice.authorizer.functions.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The events that functions take: one JSON value, no deeper than 100; no body is null. Pure functions. */
final class Events {
    private static final int MAX_DEPTH = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(com.fasterxml.jackson.core.StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(16 << 20)
                    .build())
            .build();

    private Events() {}

    /** The text of an event, or null when it is none. */
    static @org.jspecify.annotations.Nullable String parse(byte[] body) {
        if (body.length == 0) {
            return "null";
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) {
                return null;
            }
            parser.skipChildren();
            return parser.nextToken() == null ? new String(body, StandardCharsets.UTF_8) : null;
        } catch (IOException _) {
            return null;
        }
    }
}
