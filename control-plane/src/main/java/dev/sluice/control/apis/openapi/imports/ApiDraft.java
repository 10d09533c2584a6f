package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.resources.ResourcePlan;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.tenants.TenantLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API as it will be: begins with what stays of it and takes what the document says, by path, verb and name. What
 * comes back under its old path or name keeps its id.
 */
final class ApiDraft {
    final String apiId;
    final ImportMode mode;
    final TenantLimits limits;
    final RestApiDraft settings;
    final ResourcePlan resources;
    /** By the id of their resource, then by verb. */
    final Map<String, SortedMap<String, MethodDefinition>> methods = new HashMap<>();
    /** By name. */
    final SequencedMap<String, ModelDefinition> models = new LinkedHashMap<>();

    final SequencedMap<String, ValidatorDefinition> validators = new LinkedHashMap<>();
    final SequencedMap<String, AuthorizerDefinition> authorizers = new LinkedHashMap<>();
    /** By type. */
    final SequencedMap<String, GatewayResponseDefinition> gatewayResponses = new LinkedHashMap<>();

    /** By the id of their place. */
    final SequencedMap<String, ThrottleDefinition> throttles = new LinkedHashMap<>();

    /** As it was, until it is said anew. */
    List<DocumentationPartDefinition> documentation;

    private final Map<String, String> modelIds;
    private final Map<String, String> validatorIds;
    private final Map<String, String> authorizerIds;

    ApiDraft(String apiId, ApiDefinition base, ImportMode mode, TenantLimits limits) {
        this.apiId = apiId;
        this.mode = mode;
        this.limits = limits;
        this.documentation = base.documentationParts();
        this.settings = mode == ImportMode.MERGE ? new RestApiDraft(base.settings()) : emptied(base.settings());
        this.resources = plan(base.resources(), limits);
        this.modelIds = ids(base.models(), ModelDefinition::name, ModelDefinition::id);
        this.validatorIds =
                ids(base.validators(), validator -> String.valueOf(validator.name()), ValidatorDefinition::id);
        this.authorizerIds = ids(base.authorizers(), AuthorizerDefinition::name, AuthorizerDefinition::id);
        if (mode == ImportMode.MERGE) {
            keep(base);
        }
    }

    String modelId(String name) {
        return modelIds.getOrDefault(name, RandomIds.next());
    }

    String validatorId(String name) {
        return validatorIds.getOrDefault(name, RandomIds.next());
    }

    String authorizerId(String name) {
        return authorizerIds.getOrDefault(name, RandomIds.next());
    }

    /** Exactly these limits at a place; null leaves it as it is. */
    void throttle(@Nullable String resourceId, @Nullable String verb, @Nullable List<ThrottleDefinition.Limit> limits) {
        String place = ThrottleDefinition.idOf(resourceId, verb);
        if (limits != null && limits.isEmpty()) {
            throttles.remove(place);
        } else if (limits != null) {
            throttles.put(place, new ThrottleDefinition(resourceId, verb, limits));
        }
    }

    ApiDefinition build() {
        List<ResourceDefinition> tree = new ArrayList<>();
        resources
                .pathById()
                .forEach((id, path) ->
                        tree.add(new ResourceDefinition(id, path, methods.getOrDefault(id, new TreeMap<>()))));
        return new ApiDefinition(
                settings.build(),
                tree,
                List.copyOf(models.values()),
                List.copyOf(validators.values()),
                List.copyOf(authorizers.values()),
                List.copyOf(gatewayResponses.values()),
                documentation,
                List.copyOf(throttles.values()));
    }

    private void keep(ApiDefinition base) {
        for (ResourceDefinition resource : base.resources()) {
            resources.keep(resource.path(), resource.id());
            methods.put(resource.id(), new TreeMap<>(resource.methods()));
        }
        base.models().forEach(model -> models.put(model.name(), model));
        base.validators().forEach(validator -> validators.put(keyOf(validator), validator));
        base.authorizers().forEach(authorizer -> authorizers.put(authorizer.name(), authorizer));
        base.gatewayResponses().forEach(response -> gatewayResponses.put(response.type(), response));
        base.throttles().forEach(throttle -> throttles.put(throttle.id(), throttle));
    }

    /** Names of validators made by calls need not differ, so one without a name of its own is kept by its id. */
    private String keyOf(ValidatorDefinition validator) {
        String name = validator.name();
        return name == null || validators.containsKey(name) ? "#" + validator.id() : name;
    }

    /** Settings that a document may set are back at their defaults; where and how an API is reached stays. */
    private static RestApiDraft emptied(RestApiSettings settings) {
        var draft = new RestApiDraft(settings.name());
        draft.endpointConfiguration(settings.endpointConfiguration());
        draft.tags(settings.tags());
        return draft;
    }

    private static ResourcePlan plan(List<ResourceDefinition> resources, TenantLimits limits) {
        Map<String, String> ids = new HashMap<>();
        resources.forEach(resource -> ids.put(resource.path(), resource.id()));
        String root = ids.get("/");
        if (root == null) {
            throw new IllegalStateException("An API without a root");
        }
        return new ResourcePlan(root, ids, limits);
    }

    private static <D> Map<String, String> ids(List<D> items, Function<D, String> name, Function<D, String> id) {
        Map<String, String> ids = new HashMap<>();
        items.forEach(item -> ids.putIfAbsent(name.apply(item), id.apply(item)));
        return ids;
    }
}
