package dev.sluice.control.apis.validators;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.ItemLimit;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.MethodUses;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The request validators of the current tenant's APIs. */
@Singleton
public class RequestValidators {
    private final RestApis apis;
    private final ApiItems items;
    private final MethodUses uses;

    RequestValidators(RestApis apis, ApiItems items, MethodUses uses) {
        this.apis = apis;
        this.items = items;
        this.uses = uses;
    }

    /** management-api 3: an unknown API is a bad request here. */
    public ValidatorDefinition create(RestApiId api, ValidatorDraft draft) {
        apis.requireLocked(api, () -> ProblemException.badRequest("Invalid REST API identifier specified"));
        var validator = draft.build(RandomIds.next());
        ItemLimit.requireRoom(items.count(api, ValidatorDefinition.KIND), "request validators");
        return put(api, validator);
    }

    public Page<ValidatorDefinition> list(RestApiId api, PageRequest request) {
        apis.require(api);
        return items.page(api, ValidatorDefinition.KIND, request);
    }

    public ValidatorDefinition require(RestApiId api, String id) {
        return find(api, id).orElseThrow(RequestValidators::unknown);
    }

    public ValidatorDefinition update(RestApiId api, String id, List<PatchOperation> operations) {
        apis.requireLocked(api, RequestValidators::unknown);
        var draft = new ValidatorDraft(require(api, id));
        ValidatorDraft.TABLE.apply(draft, operations);
        return put(api, draft.build(id));
    }

    /** management-api 11: refused while a method uses it. */
    public void delete(RestApiId api, String id) {
        apis.requireLocked(api, RequestValidators::unknown);
        var validator = require(api, id);
        items.lock(api, ValidatorDefinition.KIND, id);
        uses.ofValidator(api, id).ifPresent(use -> {
            throw ProblemException.conflict("Cannot delete Request Validator '"
                    + Objects.requireNonNullElse(validator.name(), id) + "', is referenced in method: " + use.verb()
                    + "/" + use.path());
        });
        items.remove(api, ValidatorDefinition.KIND, id);
    }

    private ValidatorDefinition put(RestApiId api, ValidatorDefinition validator) {
        items.put(api, ValidatorDefinition.KIND, validator.id(), validator);
        return validator;
    }

    private Optional<ValidatorDefinition> find(RestApiId api, String id) {
        return RandomIds.isWellFormed(api.value()) && RandomIds.isWellFormed(id)
                ? items.find(api, ValidatorDefinition.KIND, id)
                : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Request Validator identifier specified");
    }
}
