package dev.sluice.data.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;

/**
 * JSON as a log may show it: strings under the names of credentials, and those that name the caller wherever they stand,
 * are masked (security-requirements 60). Pure functions.
 */
final class MaskedJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> CREDENTIALS = Set.of("authorizationToken", "usageIdentifierKey");

    private MaskedJson() {}

    /** The document with its secrets masked; of what is no JSON only the given texts are. */
    static String of(byte[] json, Collection<String> secrets) {
        StringWriter out = new StringWriter(json.length);
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(out)) {
            while (parser.nextToken() != null) {
                copy(parser, generator, secrets);
            }
        } catch (IOException _) {
            return withoutSecrets(new String(json, StandardCharsets.UTF_8), secrets);
        }
        return out.toString();
    }

    private static void copy(JsonParser parser, JsonGenerator generator, Collection<String> secrets)
            throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            generator.writeString(shown(name(parser), parser.getText(), secrets));
        } else {
            generator.copyCurrentEvent(parser);
        }
    }

    /** Of the member that a value belongs to; those of a list belong to the list's. */
    private static String name(JsonParser parser) {
        var context = parser.getParsingContext();
        String name = context.inArray() && context.getParent() != null
                ? context.getParent().getCurrentName()
                : context.getCurrentName();
        return name == null ? "" : name;
    }

    private static String shown(String name, String value, Collection<String> secrets) {
        if (CREDENTIALS.contains(name) || secrets.contains(value)) {
            return Masks.masked(value);
        }
        String masked = Masks.header(name, value);
        return masked.equals(value) ? Masks.parameter(name, value) : masked;
    }

    private static String withoutSecrets(String text, Collection<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                shown = shown.replace(secret, Masks.masked(secret));
            }
        }
        return shown;
    }
}
