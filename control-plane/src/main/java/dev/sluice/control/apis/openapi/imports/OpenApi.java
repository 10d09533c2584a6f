package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OpenAPI 3.0. */
record OpenApi(DocumentObject document) implements Dialect {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final int MAX_URL = 10_000;
    private static final String ENDPOINT = "x-amazon-apigateway-endpoint-configuration";

    /** openapi-extensions 5 [R]: a {@code basePath} variable counts even where the URL does not mention it. */
    @Override
    public List<String> basePath() {
        List<DocumentObject> servers = document.list("servers");
        for (DocumentObject server : servers) {
            String path = defaultOf("basePath", server);
            if (path != null) {
                return PathText.segments(path);
            }
        }
        if (servers.isEmpty()) {
            return List.of();
        }
        String url = servers.getFirst().text("url");
        return url == null ? List.of() : PathText.segments(PathText.ofUrl(filled(url, servers.getFirst())));
    }

    @Override
    public void warn() {
        JsonNode servers = document.raw("servers");
        if (servers != null && servers.isArray() && servers.size() > 1) {
            document.findings()
                    .warn("More than one server provided. Ignoring all but the first for defining endpoint"
                            + " configuration");
        }
    }

    @Override
    public @Nullable DocumentObject endpointConfiguration() {
        List<DocumentObject> servers = document.list("servers");
        return servers.isEmpty() || !servers.getFirst().has(ENDPOINT)
                ? document.object(ENDPOINT)
                : servers.getFirst().object(ENDPOINT);
    }

    @Override
    public SequencedMap<String, DocumentObject> securitySchemes() {
        DocumentObject components = document.object("components");
        return components == null ? new LinkedHashMap<>() : components.objects("securitySchemes");
    }

    @Override
    public @Nullable DocumentObject schemas() {
        DocumentObject components = document.object("components");
        return components == null ? null : components.object("schemas");
    }

    @Override
    public String schemaPrefix() {
        return "#/components/schemas/";
    }

    @Override
    public Map<String, JsonNode> requestBodies(DocumentObject operation, List<DocumentObject> parameters) {
        DocumentObject body = operation.object("requestBody");
        DocumentObject resolved = body == null ? null : body.resolved();
        return resolved == null ? Map.of() : content(resolved);
    }

    @Override
    public Map<String, JsonNode> responseBodies(DocumentObject operation, DocumentObject response) {
        return content(response);
    }

    private static Map<String, JsonNode> content(DocumentObject holder) {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        holder.objects("content").forEach((type, media) -> {
            DocumentObject schema = media.object("schema");
            if (schema != null) {
                schemas.put(type, schema.raw());
            }
        });
        return schemas;
    }

    /** The URL with its variables filled in once: a value that names a variable again stands as it is. */
    private static String filled(String url, DocumentObject server) {
        var filled = new StringBuilder();
        Matcher variable = VARIABLE.matcher(url);
        int end = 0;
        while (variable.find()) {
            String value = defaultOf(variable.group(1), server);
            append(filled, url.substring(end, variable.start()), server);
            append(filled, value == null ? variable.group() : value, server);
            end = variable.end();
        }
        append(filled, url.substring(end), server);
        return filled.toString();
    }

    private static void append(StringBuilder filled, String more, DocumentObject server) {
        if (filled.length() + more.length() > MAX_URL) {
            throw ProblemException.badRequest("The URL of the server at '" + server.place() + "' has more than "
                    + MAX_URL + " characters with its variables");
        }
        filled.append(more);
    }

    private static @Nullable String defaultOf(String name, DocumentObject server) {
        DocumentObject variables = server.object("variables");
        DocumentObject variable = variables == null ? null : variables.object(name);
        DocumentObject resolved = variable == null ? null : variable.resolved();
        return resolved == null ? null : resolved.looseText("default");
    }
}
