package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.RestApiId;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Finds the methods that name something, the first by path and verb. Whoever asks before a deletion has locked what is
 * named (management-api 11).
 */
@Singleton
public class MethodUses {
    private final MethodRepository methods;

    MethodUses(MethodRepository methods) {
        this.methods = methods;
    }

    public Optional<MethodUse> ofAuthorizer(RestApiId api, String id) {
        return methods.firstWith(api, "authorizerId", id);
    }

    public Optional<MethodUse> ofValidator(RestApiId api, String id) {
        return methods.firstWith(api, "requestValidatorId", id);
    }

    /** The first whose requests have the model. */
    public Optional<MethodUse> ofRequestModel(RestApiId api, String name) {
        return methods.firstWithAny(api, "$.requestModels.*", name);
    }

    /** The first of whose responses one has the model. */
    public Optional<MethodUse> ofResponseModel(RestApiId api, String name) {
        return methods.firstWithAny(api, "$.responses.*.responseModels.*", name);
    }
}
