package dev.sluice.control.apis.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code $ref} that names another model by its full URL, at AWS's address or at one of ours (management-api 2). The
 * URL is a name: nothing is ever fetched from it, so its host says nothing.
 *
 * @param model the name of a model of the same API
 * @param fragment a JSON pointer into that model's schema; empty for all of it
 */
record ModelReference(String model, String fragment) {
    static final String KEYWORD = "$ref";

    private static final Pattern URL =
            Pattern.compile("https?://[^/?#\\s]{1,255}/restapis/([^/]+)/models/([A-Za-z0-9]+)(?:#(.*))?");

    /** The reference that the text is; empty for anything but a model of this API. */
    static Optional<ModelReference> of(RestApiId api, String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches() || !url.group(1).equals(api.value())) {
            return Optional.empty();
        }
        String fragment = url.group(3);
        return Optional.of(new ModelReference(url.group(2), fragment == null ? "" : fragment));
    }

    /** Whether the text points into the schema that it stands in. */
    static boolean isLocal(String text) {
        return text.startsWith("#");
    }

    /** Visits each schema that is a reference: the schema itself and those inside it. */
    static void forEach(JsonNode schema, Consumer<JsonNode> visitor) {
        Subschemas.forEach(schema, each -> {
            if (each.path(KEYWORD).isTextual()) {
                visitor.accept(each);
            }
        });
    }
}
