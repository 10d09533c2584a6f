package dev.sluice.control.apis.definition;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.ids.RandomIds;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives everything in a definition that has an id a new one, and turns what names it to the new one. */
final class Renaming {
    private final RestApi source;
    private final RestApi copy;
    private final Map<String, String> ids = new HashMap<>();

    Renaming(RestApi source, RestApi copy) {
        this.source = source;
        this.copy = copy;
        ids.put(source.rootResourceId(), copy.rootResourceId());
    }

    /** The definition as the copy has it, with the copy's own settings. */
    ApiDefinition of(ApiDefinition definition) {
        var validators = definition.validators().stream().map(this::of).toList();
        var authorizers = definition.authorizers().stream().map(this::of).toList();
        definition.resources().forEach(resource -> renewed(resource.id()));
        return new ApiDefinition(
                copy.settings(),
                definition.resources().stream().map(this::of).toList(),
                definition.models().stream().map(this::of).toList(),
                validators,
                authorizers,
                definition.gatewayResponses(),
                definition.documentationParts().stream().map(Renaming::of).toList(),
                definition.throttles().stream().map(this::of).toList());
    }

    private ValidatorDefinition of(ValidatorDefinition validator) {
        return new ValidatorDefinition(
                renewed(validator.id()),
                validator.name(),
                validator.validateRequestBody(),
                validator.validateRequestParameters());
    }

    private AuthorizerDefinition of(AuthorizerDefinition authorizer) {
        return new AuthorizerDefinition(
                renewed(authorizer.id()),
                authorizer.name(),
                authorizer.type(),
                authorizer.providerArns(),
                authorizer.authType(),
                authorizer.uri(),
                authorizer.credentials(),
                authorizer.identitySource(),
                authorizer.identityValidationExpression(),
                authorizer.ttlSeconds());
    }

    /** Schemas name other models of their API by its id (management-api 2). */
    private ModelDefinition of(ModelDefinition model) {
        String schema = model.schema();
        return new ModelDefinition(
                RandomIds.next(),
                model.name(),
                model.contentType(),
                model.description(),
                schema == null ? null : schema.replace(models(source), models(copy)));
    }

    private static DocumentationPartDefinition of(DocumentationPartDefinition part) {
        return new DocumentationPartDefinition(RandomIds.next(), part.location(), part.properties());
    }

    private ThrottleDefinition of(ThrottleDefinition throttle) {
        return new ThrottleDefinition(known(throttle.resourceId()), throttle.verb(), throttle.limits());
    }

    private ResourceDefinition of(ResourceDefinition resource) {
        SortedMap<String, MethodDefinition> methods = new TreeMap<>();
        resource.methods().forEach((verb, method) -> methods.put(verb, of(method)));
        return new ResourceDefinition(renewed(resource.id()), resource.path(), methods);
    }

    private MethodDefinition of(MethodDefinition method) {
        var integration = method.integration();
        return new MethodDefinition(
                method.authorizationType(),
                known(method.authorizerId()),
                method.apiKeyRequired(),
                method.operationName(),
                known(method.requestValidatorId()),
                method.requestParameters(),
                method.requestModels(),
                method.authorizationScopes(),
                method.responses(),
                integration == null ? null : of(integration));
    }

    /** A cache namespace is a resource's id unless its owner named another. */
    private Integration of(Integration integration) {
        return new Integration(
                integration.type(),
                integration.httpMethod(),
                integration.uri(),
                integration.connectionType(),
                integration.connectionId(),
                integration.credentials(),
                integration.requestParameters(),
                integration.requestTemplates(),
                integration.passthroughBehavior(),
                integration.contentHandling(),
                integration.timeoutInMillis(),
                ids.getOrDefault(integration.cacheNamespace(), integration.cacheNamespace()),
                integration.cacheKeyParameters(),
                integration.insecureSkipVerification(),
                integration.responseTransferMode(),
                integration.integrationTarget(),
                integration.responses());
    }

    private String renewed(String id) {
        return ids.computeIfAbsent(id, _ -> RandomIds.next());
    }

    private @Nullable String known(@Nullable String id) {
        return id == null ? null : ids.getOrDefault(id, id);
    }

    private static String models(RestApi api) {
        return "/restapis/" + api.id() + "/models/";
    }
}
