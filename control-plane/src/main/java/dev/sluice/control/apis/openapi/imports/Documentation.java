package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.documentation.NewPart;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The documentation extension of a document.
 *
 * @param version under which the documentation is to be kept as it then is; null for none
 */
record Documentation(@Nullable String version, List<NewPart> parts) {
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9 ._+:@-]{1,64}");
    private static final String EXTENSION = "x-amazon-apigateway-documentation";

    /** Whether the document has the extension. */
    static boolean isSaidApart(DocumentObject document) {
        return document.has(EXTENSION);
    }

    /** Null for a document without the extension. */
    static @Nullable Documentation of(DocumentObject document) {
        DocumentObject extension = document.object(EXTENSION);
        if (extension == null) {
            return null;
        }
        List<NewPart> parts = new ArrayList<>();
        for (DocumentObject part : extension.list("documentationParts")) {
            DocumentObject location = part.object("location");
            JsonNode properties = part.raw("properties");
            if (location == null || properties == null) {
                document.findings()
                        .error("The documentation part at '" + part.place() + "' lacks location or properties");
            } else {
                parts.add(new NewPart(location(location), text(properties)));
            }
        }
        return new Documentation(version(extension), parts);
    }

    private static @Nullable String version(DocumentObject extension) {
        String version = extension.looseText("version");
        if (version == null || version.isEmpty()) {
            return null;
        }
        if (!VERSION.matcher(version).matches() || version.equals(".") || version.equals("..")) {
            extension.findings().error("Invalid documentation version specified: " + version);
            return null;
        }
        return version;
    }

    private static Location location(DocumentObject location) {
        return new Location(
                Objects.requireNonNullElse(location.upperText("type"), ""),
                location.text("path"),
                location.text("method"),
                location.looseText("statusCode"),
                location.text("name"));
    }

    /** Properties are kept as JSON text; some documents hold that text and not the JSON. */
    private static String text(JsonNode properties) {
        return properties.isTextual() ? properties.textValue() : Texts.compact(properties);
    }
}
