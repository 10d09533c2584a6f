package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks what methods name. What is named is held until the transaction ends, so that it cannot be deleted between the
 * check and the commit (management-api 3, 11).
 */
@Singleton
class MethodReferences {
    private final ApiItems items;

    MethodReferences(ApiItems items) {
        this.items = items;
    }

    void require(RestApiId api, MethodDefinition method) {
        requireAuthorizer(api, AuthorizationType.of(method.authorizationType()), method.authorizerId());
        String validator = method.requestValidatorId();
        if (validator != null
                && items.hold(api, ValidatorDefinition.KIND, validator).isEmpty()) {
            throw ProblemException.badRequest("Invalid Request Validator identifier specified");
        }
        requireModels(api, method.requestModels());
        method.responses().values().forEach(response -> requireModels(api, response.responseModels()));
    }

    private void requireAuthorizer(RestApiId api, AuthorizationType type, @Nullable String authorizer) {
        if (!type.needsAuthorizer()) {
            return;
        }
        if (authorizer == null
                || items.hold(api, AuthorizerDefinition.KIND, authorizer)
                        .filter(found -> found.authorizationType().equals(type.name()))
                        .isEmpty()) {
            throw ProblemException.badRequest(
                    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM"
                            + " or COGNITO_USER_POOLS requires a valid authorizer.");
        }
    }

    private void requireModels(RestApiId api, @Nullable Map<String, @Nullable String> models) {
        if (models == null) {
            return;
        }
        for (@Nullable String model : models.values()) {
            if (model == null || items.hold(api, ModelDefinition.KIND, model).isEmpty()) {
                throw ProblemException.badRequest("Invalid model identifier specified: " + model);
            }
        }
    }
}
