package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.MethodDefinition;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Turns a stage into a document tree (openapi-extensions 6). The same definition always gives the same tree, whatever
 * the ids inside it. Refuses models that a document cannot hold.
 */
public final class ApiDocument {
    private static final String ANY = "ANY";
    private static final String ANY_METHOD = "x-amazon-apigateway-any-method";

    private final ExportedStage stage;
    private final ApiDefinition api;
    private final Dialect dialect;
    private final Extensions extensions;
    private final SecuritySchemes security;
    private final Map<String, String> validatorNames;
    private final ThrottleExtension throttles;

    private ApiDocument(ExportedStage stage, Dialect dialect, Extensions extensions) {
        this.stage = stage;
        this.api = stage.definition();
        this.dialect = dialect;
        this.extensions = extensions;
        this.security = new SecuritySchemes(api, extensions);
        this.throttles = new ThrottleExtension(api);
        this.validatorNames = NamedItems.of(
                api.validators(),
                ValidatorDefinition::id,
                validator -> Objects.requireNonNullElse(validator.name(), validator.id()));
    }

    public static ObjectNode of(ExportedStage stage, ExportFormat format, Extensions extensions) {
        return new ApiDocument(stage, format.dialect(), extensions).tree();
    }

    private ObjectNode tree() {
        var document = Nodes.object();
        var endpoint = extensions.integrations() ? RootExtensions.endpoint(api.settings()) : Nodes.object();
        dialect.begin(document, stage, endpoint);
        putPaths(document);
        dialect.end(
                document, security.schemes(), new ModelSchemas(stage.apiId(), dialect.modelPrefix()).of(api.models()));
        if (extensions.documentation()) {
            RootExtensions.putDocumentation(document, stage);
        }
        if (extensions.integrations()) {
            RootExtensions.put(document, stage, validatorNames);
            throttles.put(document, null, null);
            if (dialect.hasEndpointAtRoot()) {
                document.setAll(endpoint);
            }
            RootExtensions.putBinaryTypes(document, api.settings());
        }
        return document;
    }

    /** Resources without methods are not written, nor are those whose only method no standard key can name. */
    private void putPaths(ObjectNode document) {
        var paths = document.putObject("paths");
        for (ResourceDefinition resource : api.resources()) {
            var item = Nodes.object();
            resource.methods().forEach((verb, method) -> {
                if (!verb.equals(ANY)) {
                    item.set(verb.toLowerCase(Locale.ROOT), operation(resource, verb, method));
                } else if (extensions.integrations()) {
                    item.set(ANY_METHOD, operation(resource, verb, method));
                }
            });
            if (!item.isEmpty()) {
                if (extensions.integrations()) {
                    throttles.put(item, resource.id(), null);
                }
                paths.set(resource.path(), item);
            }
        }
    }

    private ObjectNode operation(ResourceDefinition resource, String verb, MethodDefinition method) {
        var operation = Nodes.object();
        Nodes.putIfPresent(operation, "operationId", method.operationName());
        dialect.describe(operation, ExportedMethod.of(resource.path(), method));
        security.requirements(method).ifPresent(required -> operation.set("security", required));
        if (extensions.integrations()) {
            putExtensions(operation, resource.id(), method);
            throttles.put(operation, resource.id(), verb);
        }
        return operation;
    }

    private void putExtensions(ObjectNode operation, String resourceId, MethodDefinition method) {
        String validator = method.requestValidatorId();
        if (validator != null) {
            Nodes.putIfPresent(operation, "x-amazon-apigateway-request-validator", validatorNames.get(validator));
        }
        if (SecuritySchemes.isSigned(method)) {
            operation.putObject("x-amazon-apigateway-auth").put("type", "AWS_IAM");
        }
        var integration = method.integration();
        if (integration != null) {
            operation.set("x-amazon-apigateway-integration", IntegrationExtension.of(resourceId, integration));
        }
    }
}
