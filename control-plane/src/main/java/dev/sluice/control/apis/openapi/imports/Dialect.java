package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Where Swagger 2.0 and OpenAPI 3.0 say the same things. */
sealed interface Dialect permits Swagger, OpenApi {
    /** The dialect that a document declares; empty for one that declares none that is read. */
    static Optional<Dialect> of(DocumentObject document) {
        String swagger = version(document, "swagger");
        if (swagger.equals("2.0")) {
            return Optional.of(new Swagger(document));
        }
        String openapi = version(document, "openapi");
        return openapi.equals("3.0") || openapi.startsWith("3.0.")
                ? Optional.of(new OpenApi(document))
                : Optional.empty();
    }

    private static String version(DocumentObject document, String member) {
        JsonNode value = document.raw(member);
        return value == null || value.isContainerNode() ? "" : value.asText();
    }

    /** Tells of what is left out of account, in AWS's words. */
    default void warn() {}

    /** Segments of the base path. */
    List<String> basePath();

    /** Where the extension for endpoints stands. */
    @Nullable
    DocumentObject endpointConfiguration();

    SequencedMap<String, DocumentObject> securitySchemes();

    /** The object that names the schemas. */
    @Nullable
    DocumentObject schemas();

    /** What references to schemas begin with. */
    String schemaPrefix();

    /** Schemas of the request body by media type. */
    Map<String, JsonNode> requestBodies(DocumentObject operation, List<DocumentObject> parameters);

    /** Schemas of a response's body by media type. */
    Map<String, JsonNode> responseBodies(DocumentObject operation, DocumentObject response);
}
