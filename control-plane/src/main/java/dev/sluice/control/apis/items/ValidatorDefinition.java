package dev.sluice.control.apis.items;

import org.jspecify.annotations.Nullable;

/** A request validator. */
public record ValidatorDefinition(
        String id, @Nullable String name, boolean validateRequestBody, boolean validateRequestParameters) {
    public static final ItemKind<ValidatorDefinition> KIND = new ItemKind<>("validator", ValidatorDefinition.class);
}
