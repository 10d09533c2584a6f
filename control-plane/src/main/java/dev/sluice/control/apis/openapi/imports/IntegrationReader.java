package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationDraft;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind an operation (openapi-extensions 3). */
final class IntegrationReader {
    private static final String EXTENSION = "x-amazon-apigateway-integration";
    private static final Set<String> TYPES = Set.of("HTTP", "HTTP_PROXY", "AWS", "AWS_PROXY", "MOCK");
    private static final Set<String> CONNECTION_TYPES = Set.of("INTERNET", "VPC_LINK");
    private static final Set<String> TRANSFER_MODES = Set.of("BUFFERED", "STREAM");
    static final Set<String> CONTENT_HANDLING = Set.of("CONVERT_TO_BINARY", "CONVERT_TO_TEXT");

    private final int maxTimeoutMillis;

    IntegrationReader(int maxTimeoutMillis) {
        this.maxTimeoutMillis = maxTimeoutMillis;
    }

    /** The integration; null for an operation without one, and for one with errors. */
    @Nullable
    Integration read(DocumentObject operation, Site site) {
        DocumentObject extension = operation.object(EXTENSION);
        DocumentObject resolved = extension == null ? null : extension.resolved();
        if (resolved == null) {
            return null;
        }
        return site.integration(() -> {
            IntegrationDraft draft = draft(resolved, site);
            draft.responses(IntegrationResponseReader.read(resolved, site));
            return draft.build(maxTimeoutMillis);
        });
    }

    private static IntegrationDraft draft(DocumentObject from, Site site) {
        String type = choice(from, "type", TYPES);
        if (type == null) {
            throw ProblemException.badRequest("Enumeration value for IntegrationType must be non-empty");
        }
        var draft = new IntegrationDraft(type, site.resourceId());
        draft.httpMethod = verb(from, type, site);
        draft.uri = from.text("uri");
        draft.connectionType = choice(from, "connectionType", CONNECTION_TYPES);
        draft.connectionId = from.text("connectionId");
        draft.credentials = from.text("credentials");
        draft.requestParameters = parameters(from, "requestParameters", site);
        draft.requestTemplates = from.textMap("requestTemplates");
        String passthrough = from.upperText("passthroughBehavior");
        if (passthrough != null) {
            draft.passthroughBehavior = passthrough;
        }
        draft.contentHandling = choice(from, "contentHandling", CONTENT_HANDLING);
        draft.timeoutInMillis = from.integer("timeoutInMillis");
        cache(from, draft);
        DocumentObject tls = from.object("tlsConfig");
        draft.insecureSkipVerification = tls == null ? null : tls.isTrue("insecureSkipVerification");
        draft.responseTransferMode = choice(from, "responseTransferMode", TRANSFER_MODES);
        draft.integrationTarget = from.text("integrationTarget");
        return draft;
    }

    private static void cache(DocumentObject from, IntegrationDraft draft) {
        String namespace = from.text("cacheNamespace");
        if (namespace != null) {
            draft.cacheNamespace = namespace;
        }
        List<String> keys = from.texts("cacheKeyParameters");
        if (keys != null) {
            draft.cacheKeyParameters = new ArrayList<>(keys);
        }
    }

    /** The method's own verb stands in on HTTP types [F]. */
    private static @Nullable String verb(DocumentObject from, String type, Site site) {
        String verb = from.upperText("httpMethod");
        return verb == null && type.startsWith("HTTP") ? site.verb() : verb;
    }

    static @Nullable String choice(DocumentObject from, String member, Set<String> values) {
        String value = from.upperText(member);
        if (value != null && !values.contains(value)) {
            throw ProblemException.badRequest("Invalid " + member + " specified: " + value.toLowerCase(Locale.ROOT));
        }
        return value;
    }

    /** Mappings; one that is no text is left out with a warning in AWS's recorded words. */
    static @Nullable Map<String, @Nullable String> parameters(DocumentObject from, String member, Site site) {
        DocumentObject object = from.object(member);
        if (object == null) {
            return null;
        }
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.raw().properties()) {
            JsonNode value = entry.getValue();
            if (value.isTextual()) {
                texts.put(entry.getKey(), value.textValue());
            } else {
                site.findings()
                        .warn("Invalid format for '" + member + "'. Expected type string for property '"
                                + entry.getKey() + "' of resource '" + site.path() + "' and method '" + site.verb()
                                + "' but got '" + (value.isValueNode() ? value.asText() : Texts.compact(value)) + "'");
            }
        }
        return texts;
    }
}
