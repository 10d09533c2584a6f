package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import java.util.Locale;
import java.util.TreeMap;

/** The object {@code x-amazon-apigateway-integration} (openapi-extensions 3, 6): defaults are left out. */
final class IntegrationExtension {
    private static final int DEFAULT_TIMEOUT_MILLIS = 29_000;
    private static final String INTERNET = "INTERNET";
    private static final String WITHOUT_PATTERN = "default";

    private IntegrationExtension() {}

    /** The integration of a method of this resource, whose id is the default cache namespace. */
    static ObjectNode of(String resourceId, Integration integration) {
        var node = Nodes.object();
        node.put("type", integration.type().toLowerCase(Locale.ROOT));
        Nodes.putIfPresent(node, "httpMethod", integration.httpMethod());
        Nodes.putIfPresent(node, "uri", integration.uri());
        Nodes.putIfPresent(node, "credentials", integration.credentials());
        putConnection(node, integration);
        putResponses(node, integration);
        Nodes.putIfFilled(node, "requestParameters", integration.requestParameters());
        Nodes.putIfFilled(node, "requestTemplates", integration.requestTemplates());
        node.put("passthroughBehavior", integration.passthroughBehavior().toLowerCase(Locale.ROOT));
        Nodes.putIfPresent(node, "contentHandling", integration.contentHandling());
        if (integration.timeoutInMillis() != DEFAULT_TIMEOUT_MILLIS) {
            node.put("timeoutInMillis", integration.timeoutInMillis());
        }
        putCaching(node, resourceId, integration);
        Nodes.putIfPresent(node, "responseTransferMode", integration.responseTransferMode());
        Nodes.putIfPresent(node, "integrationTarget", integration.integrationTarget());
        Boolean insecure = integration.insecureSkipVerification();
        if (insecure != null) {
            node.putObject("tlsConfig").put("insecureSkipVerification", insecure);
        }
        return node;
    }

    private static void putConnection(ObjectNode node, Integration integration) {
        String type = integration.connectionType();
        if (type != null && !type.equals(INTERNET)) {
            node.put("connectionType", type);
        }
        Nodes.putIfPresent(node, "connectionId", integration.connectionId());
    }

    private static void putCaching(ObjectNode node, String resourceId, Integration integration) {
        if (!integration.cacheNamespace().equals(resourceId)) {
            node.put("cacheNamespace", integration.cacheNamespace());
        }
        if (!integration.cacheKeyParameters().isEmpty()) {
            node.set("cacheKeyParameters", Nodes.array(integration.cacheKeyParameters()));
        }
    }

    private static void putResponses(ObjectNode node, Integration integration) {
        var byPattern = new TreeMap<String, ObjectNode>();
        integration.responses().forEach((status, response) -> {
            String pattern = response.selectionPattern();
            byPattern.put(pattern == null || pattern.isEmpty() ? WITHOUT_PATTERN : pattern, response(status, response));
        });
        if (!byPattern.isEmpty()) {
            node.putObject("responses").setAll(byPattern);
        }
    }

    private static ObjectNode response(String status, IntegrationResponse response) {
        var node = Nodes.object().put("statusCode", status);
        Nodes.putIfFilled(node, "responseParameters", response.responseParameters());
        Nodes.putIfFilled(node, "responseTemplates", response.responseTemplates());
        Nodes.putIfPresent(node, "contentHandling", response.contentHandling());
        return node;
    }
}
