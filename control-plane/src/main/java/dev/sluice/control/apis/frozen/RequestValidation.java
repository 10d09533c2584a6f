package dev.sluice.control.apis.frozen;

import dev.sluice.aws.models.ModelRefused;
import dev.sluice.aws.models.Models;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Refuses to deploy methods whose requests a node could not judge: those whose validator is gone, and those that check
 * bodies by models that no node compiles (security-requirements 43, 45).
 */
final class RequestValidation {
    private final RestApiId id;
    private final Map<String, ValidatorDefinition> validators;
    private final Map<String, String> schemas;

    private RequestValidation(RestApiId id, ApiDefinition api) {
        this.id = id;
        this.validators =
                api.validators().stream().collect(Collectors.toMap(ValidatorDefinition::id, Function.identity()));
        this.schemas = api.models().stream()
                .collect(Collectors.toMap(
                        ModelDefinition::name, model -> Objects.requireNonNullElse(model.schema(), "{}")));
    }

    static void require(RestApiId id, ApiDefinition api) {
        new RequestValidation(id, api).require(api);
    }

    private void require(ApiDefinition api) {
        Map<String, Set<String>> usedByPlace = new LinkedHashMap<>();
        for (ResourceDefinition resource : api.resources()) {
            resource.methods().forEach((verb, method) -> {
                String place = verb + " " + resource.path();
                usedByPlace.put(place, usedModels(method, place));
            });
        }
        Set<String> used = new HashSet<>();
        usedByPlace.values().forEach(used::addAll);
        try {
            compile(used);
        } catch (ModelRefused refused) {
            throw named(usedByPlace, refused);
        }
    }

    private Set<String> usedModels(MethodDefinition method, String place) {
        String validatorId = method.requestValidatorId();
        if (validatorId == null) {
            return Set.of();
        }
        ValidatorDefinition validator = validators.get(validatorId);
        if (validator == null) {
            throw ProblemException.badRequest("The request validator of " + place + " does not exist");
        }
        if (!validator.validateRequestBody() || method.requestModels() == null) {
            return Set.of();
        }
        return method.requestModels().values().stream().filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private void compile(Set<String> used) throws ModelRefused {
        Models.compile(id.value(), schemas, used);
    }

    /** The refusal with the first method that it stops; all were compiled at once, so which one is asked only here. */
    private ProblemException named(Map<String, Set<String>> usedByPlace, ModelRefused all) {
        for (var use : usedByPlace.entrySet()) {
            try {
                compile(use.getValue());
            } catch (ModelRefused refused) {
                return refusal(use.getKey(), refused);
            }
        }
        return refusal("the API", all);
    }

    private static ProblemException refusal(String place, ModelRefused refused) {
        return ProblemException.badRequest(
                "The request body of " + place + " cannot be validated: " + refused.getMessage());
    }
}
