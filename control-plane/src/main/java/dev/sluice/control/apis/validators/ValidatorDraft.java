package dev.sluice.control.apis.validators;

import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.platform.values.Texts;
import org.jspecify.annotations.Nullable;

/** A request validator while CreateRequestValidator fills or UpdateRequestValidator patches it. */
public final class ValidatorDraft {
    static final PatchTable<ValidatorDraft> TABLE = PatchTable.<ValidatorDraft>refusing(Refusal.A)
            .replace("/name", (draft, patch) -> draft.name = patch.text())
            .replace("/validateRequestParameters", (draft, patch) -> draft.validateRequestParameters = patch.flag())
            .replace("/validateRequestBody", (draft, patch) -> draft.validateRequestBody = patch.flag())
            .build();

    private static final int MAX_NAME = 128;

    private @Nullable String name;
    private boolean validateRequestBody;
    private boolean validateRequestParameters;

    public ValidatorDraft(@Nullable String name, boolean validateRequestBody, boolean validateRequestParameters) {
        this.name = name;
        this.validateRequestBody = validateRequestBody;
        this.validateRequestParameters = validateRequestParameters;
    }

    ValidatorDraft(ValidatorDefinition validator) {
        this(validator.name(), validator.validateRequestBody(), validator.validateRequestParameters());
    }

    /** The validator, or a refusal; one without any name is legal, one with a blank name is not. */
    public ValidatorDefinition build(String id) {
        if (name != null && name.isBlank()) {
            throw ProblemException.badRequest("Request Validator name cannot be blank");
        }
        Texts.requireAtMost(MAX_NAME, "Request Validator name", name);
        return new ValidatorDefinition(id, name, validateRequestBody, validateRequestParameters);
    }
}
