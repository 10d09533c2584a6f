package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.items.ItemLimit;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.validators.ValidatorDraft;
import dev.sluice.control.platform.errors.ProblemException;
import org.jspecify.annotations.Nullable;

/** Request validators, which documents name where calls use ids. */
final class Validators {
    private static final String NAMED = "x-amazon-apigateway-request-validators";
    private static final String CHOSEN = "x-amazon-apigateway-request-validator";

    private final DocumentObject document;
    private final ApiDraft draft;

    Validators(DocumentObject document, ApiDraft draft) {
        this.document = document;
        this.draft = draft;
    }

    void read() {
        document.objects(NAMED).forEach((name, validator) -> {
            if (!draft.validators.containsKey(name)) {
                ItemLimit.requireRoom(draft.validators.size(), "request validators");
            }
            var read = new ValidatorDraft(
                    name, validator.isTrue("validateRequestBody"), validator.isTrue("validateRequestParameters"));
            var built = Site.attempt(
                    document.findings(),
                    "Unable to create request validator '" + name + "'",
                    () -> read.build(draft.validatorId(name)));
            if (built != null) {
                draft.validators.put(name, built);
            }
        });
    }

    /** The id of the validator that an operation, or else the document, chooses; null for none. */
    @Nullable
    String idFor(DocumentObject operation) {
        String name = operation.has(CHOSEN) ? operation.text(CHOSEN) : document.text(CHOSEN);
        if (name == null || name.isEmpty()) {
            return null;
        }
        ValidatorDefinition validator = draft.validators.get(name);
        if (validator == null) {
            throw ProblemException.badRequest("Invalid Request Validator identifier specified");
        }
        return validator.id();
    }
}
