package dev.sluice.control.apis.authorizers;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.methods.MethodUses;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The authorizers of the current tenant's APIs. */
@Singleton
public class Authorizers {
    private final RestApis apis;
    private final ApiItems items;
    private final MethodUses uses;
    private final CurrentLimits limits;

    Authorizers(RestApis apis, ApiItems items, MethodUses uses, CurrentLimits limits) {
        this.apis = apis;
        this.items = items;
        this.uses = uses;
        this.limits = limits;
    }

    /** management-api 3: an unknown API is a conflict here. */
    public AuthorizerDefinition create(RestApiId api, AuthorizerDraft draft) {
        apis.requireLocked(
                api,
                () -> ProblemException.conflict(
                        "Unable to complete operation due to concurrent modification. Please try again later."));
        var authorizer = draft.build(RandomIds.next());
        refuseDuplicate(api, authorizer);
        limits.get().requireRoom(Limit.AUTHORIZERS, items.count(api, AuthorizerDefinition.KIND));
        return put(api, authorizer);
    }

    public Page<AuthorizerDefinition> list(RestApiId api, PageRequest request) {
        apis.require(api);
        return items.page(api, AuthorizerDefinition.KIND, request);
    }

    public AuthorizerDefinition require(RestApiId api, String id) {
        return find(api, id).orElseThrow(Authorizers::unknown);
    }

    public AuthorizerDefinition update(RestApiId api, String id, List<PatchOperation> operations) {
        apis.requireLocked(api, Authorizers::unknown);
        var before = require(api, id);
        var draft = new AuthorizerDraft(before);
        AuthorizerPatches.TABLE.apply(draft, operations);
        var after = draft.build(id);
        refuseDuplicate(api, after);
        if (!after.authorizationType().equals(before.authorizationType())) {
            // The methods that use it say its authorization type themselves and would no longer fit.
            refuseWhileUsed(api, before, "change the type of");
        }
        return put(api, after);
    }

    /** management-api 11: refused while a method uses it. */
    public void delete(RestApiId api, String id) {
        apis.requireLocked(api, Authorizers::unknown);
        refuseWhileUsed(api, require(api, id), "delete");
        items.remove(api, AuthorizerDefinition.KIND, id);
    }

    private void refuseDuplicate(RestApiId api, AuthorizerDefinition authorizer) {
        if (items.all(api, AuthorizerDefinition.KIND).stream()
                .anyMatch(other ->
                        other.name().equals(authorizer.name()) && !other.id().equals(authorizer.id()))) {
            throw ProblemException.badRequest("Authorizer name must be unique. Authorizer " + authorizer.name()
                    + " already exists in this RestApi.");
        }
    }

    private void refuseWhileUsed(RestApiId api, AuthorizerDefinition authorizer, String change) {
        items.lock(api, AuthorizerDefinition.KIND, authorizer.id());
        uses.ofAuthorizer(api, authorizer.id()).ifPresent(use -> {
            throw ProblemException.conflict("Cannot " + change + " authorizer '" + authorizer.name()
                    + "', is referenced in method: " + use.verb() + "/" + use.path());
        });
    }

    private AuthorizerDefinition put(RestApiId api, AuthorizerDefinition authorizer) {
        items.put(api, AuthorizerDefinition.KIND, authorizer.id(), authorizer);
        return authorizer;
    }

    private Optional<AuthorizerDefinition> find(RestApiId api, String id) {
        return RandomIds.isWellFormed(api.value()) && RandomIds.isWellFormed(id)
                ? items.find(api, AuthorizerDefinition.KIND, id)
                : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Authorizer identifier specified");
    }
}
