package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** References inside a document: {@code #/components/schemas/Pet}. */
final class Pointers {
    private static final int MAX_SEGMENTS = TreeBudget.MAX_DEPTH;

    private Pointers() {}

    /** What the reference names; null for nothing, and for every reference out of the document. */
    static @Nullable JsonNode find(JsonNode root, String reference) {
        if (!reference.startsWith("#/")) {
            return null;
        }
        JsonNode found = root;
        for (String segment : reference.substring(2).split("/", MAX_SEGMENTS)) {
            String name = decoded(segment).replace("~1", "/").replace("~0", "~");
            JsonNode next =
                    found.isArray() && name.matches("\\d{1,6}") ? found.get(Integer.parseInt(name)) : found.get(name);
            if (next == null) {
                return null;
            }
            found = next;
        }
        return found;
    }

    private static String decoded(String segment) {
        try {
            return segment.contains("%")
                    ? URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)
                    : segment;
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }
}
