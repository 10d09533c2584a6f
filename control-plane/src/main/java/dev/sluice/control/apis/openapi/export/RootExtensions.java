package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.platform.values.JsonText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The extensions at the root of a document (openapi-extensions 2, 6). */
final class RootExtensions {
    private static final String PREFIX = "x-amazon-apigateway-";
    private static final String SHORT_ARN = "execute-api:/";
    private static final Comparator<@Nullable String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private RootExtensions() {}

    static void put(ObjectNode document, ExportedStage stage, Map<String, String> validatorNames) {
        var api = stage.definition();
        var settings = api.settings();
        if (!settings.apiKeySource().equals("HEADER")) {
            document.put(PREFIX + "api-key-source", settings.apiKeySource());
        }
        putValidators(document, api.validators(), validatorNames);
        putGatewayResponses(document, api.gatewayResponses());
        putPolicy(document, settings.policy(), stage.executionArn());
        Integer compression = settings.minimumCompressionSize();
        if (compression != null) {
            document.put(PREFIX + "minimum-compression-size", compression);
        }
        Nodes.putIfPresent(document, PREFIX + "security-policy", settings.securityPolicy());
        Nodes.putIfPresent(document, PREFIX + "endpoint-access-mode", settings.endpointAccessMode());
    }

    /** Recorded as the last key of a document. */
    static void putBinaryTypes(ObjectNode document, RestApiSettings settings) {
        if (!settings.binaryMediaTypes().isEmpty()) {
            document.set(PREFIX + "binary-media-types", Nodes.array(settings.binaryMediaTypes()));
        }
    }

    /** The extension of the endpoint, as a member to put somewhere; the type of an endpoint is never exported. */
    static ObjectNode endpoint(RestApiSettings settings) {
        var configuration = Nodes.object();
        if (settings.disableExecuteApiEndpoint()) {
            configuration.put("disableExecuteApiEndpoint", true);
        }
        List<String> vpcEndpoints = settings.endpointConfiguration().vpcEndpointIds();
        if (!vpcEndpoints.isEmpty()) {
            configuration.set("vpcEndpointIds", Nodes.array(vpcEndpoints));
        }
        var member = Nodes.object();
        if (!configuration.isEmpty()) {
            member.set(PREFIX + "endpoint-configuration", configuration);
        }
        return member;
    }

    static void putDocumentation(ObjectNode document, ExportedStage stage) {
        String version = stage.documentationVersion();
        if (stage.documentation().isEmpty() && version == null) {
            return;
        }
        var documentation = document.putObject(PREFIX + "documentation");
        Nodes.putIfPresent(documentation, "version", version);
        var parts = documentation.putArray("documentationParts");
        stage.documentation().stream()
                .sorted(Comparator.comparing(DocumentationPartDefinition::location, byLocation()))
                .forEach(part -> parts.add(part(part)));
    }

    private static ObjectNode part(DocumentationPartDefinition part) {
        var node = Nodes.object();
        var location = node.putObject("location");
        location.put("type", part.location().type());
        Nodes.putIfPresent(location, "path", part.location().path());
        Nodes.putIfPresent(location, "method", part.location().method());
        Nodes.putIfPresent(location, "statusCode", part.location().statusCode());
        Nodes.putIfPresent(location, "name", part.location().name());
        JsonNode properties = JsonText.parse(part.properties()).orElseGet(() -> TextNode.valueOf(part.properties()));
        node.set("properties", properties);
        return node;
    }

    private static Comparator<DocumentationPartDefinition.Location> byLocation() {
        return Comparator.comparing(DocumentationPartDefinition.Location::type)
                .thenComparing(DocumentationPartDefinition.Location::path, NULLS_FIRST)
                .thenComparing(DocumentationPartDefinition.Location::method, NULLS_FIRST)
                .thenComparing(DocumentationPartDefinition.Location::statusCode, NULLS_FIRST)
                .thenComparing(DocumentationPartDefinition.Location::name, NULLS_FIRST);
    }

    /** Resources of the API itself are written without its id, as an import into another API reads them. */
    private static void putPolicy(ObjectNode document, @Nullable String policy, String executionArn) {
        JsonNode tree = policy == null ? null : JsonText.parse(policy).orElse(null);
        if (tree == null) {
            return;
        }
        JsonNode statements = tree.path("Statement");
        if (statements instanceof ObjectNode statement) {
            shorten(statement, executionArn);
        } else {
            statements.forEach(statement -> shorten(statement, executionArn));
        }
        document.set(PREFIX + "policy", tree);
    }

    private static void shorten(JsonNode statement, String executionArn) {
        if (!(statement instanceof ObjectNode object)) {
            return;
        }
        for (String member : List.of("Resource", "NotResource")) {
            switch (object.get(member)) {
                case TextNode resource -> object.set(member, shortened(resource, executionArn));
                case ArrayNode resources -> {
                    for (int i = 0; i < resources.size(); i++) {
                        resources.set(i, shortened(resources.get(i), executionArn));
                    }
                }
                case null, default -> {}
            }
        }
    }

    private static JsonNode shortened(JsonNode resource, String executionArn) {
        return resource.isTextual() && resource.textValue().startsWith(executionArn)
                ? TextNode.valueOf(SHORT_ARN + resource.textValue().substring(executionArn.length()))
                : resource;
    }

    private static void putValidators(
            ObjectNode document, List<ValidatorDefinition> validators, Map<String, String> names) {
        if (validators.isEmpty()) {
            return;
        }
        Map<String, ValidatorDefinition> byId =
                validators.stream().collect(Collectors.toMap(ValidatorDefinition::id, Function.identity()));
        var node = document.putObject(PREFIX + "request-validators");
        names.forEach((id, name) -> {
            var validator = Objects.requireNonNull(byId.get(id));
            node.putObject(name)
                    .put("validateRequestBody", validator.validateRequestBody())
                    .put("validateRequestParameters", validator.validateRequestParameters());
        });
    }

    private static void putGatewayResponses(ObjectNode document, List<GatewayResponseDefinition> responses) {
        if (responses.isEmpty()) {
            return;
        }
        var node = document.putObject(PREFIX + "gateway-responses");
        responses.stream()
                .sorted(Comparator.comparing(GatewayResponseDefinition::type))
                .forEach(response -> node.set(response.type(), gatewayResponse(response)));
    }

    /** Templates are written even when there are none, since an import would put the default for missing ones. */
    private static ObjectNode gatewayResponse(GatewayResponseDefinition response) {
        var node = Nodes.object();
        String status = response.statusCode();
        if (status != null && status.matches("[1-5]\\d\\d")) {
            node.put("statusCode", Integer.parseInt(status));
        }
        Nodes.putIfFilled(node, "responseParameters", response.responseParameters());
        node.set("responseTemplates", Nodes.texts(response.responseTemplates()));
        return node;
    }
}
