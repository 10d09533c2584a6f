package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.items.ValidatorDefinition;
import org.jspecify.annotations.Nullable;

/** A request validator on the wire. */
public record RequestValidatorJson(
        String id, @Nullable String name, boolean validateRequestBody, boolean validateRequestParameters) {
    static RequestValidatorJson of(ValidatorDefinition validator) {
        return new RequestValidatorJson(
                validator.id(),
                validator.name(),
                validator.validateRequestBody(),
                validator.validateRequestParameters());
    }
}
