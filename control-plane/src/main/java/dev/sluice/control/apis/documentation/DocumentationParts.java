package dev.sluice.control.apis.documentation;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.tenants.CurrentLimits;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The documentation parts of the current tenant's APIs. Every change holds the API's row lock. */
@Singleton
public class DocumentationParts {
    private static final PatchTable<Draft> PATCHES = PatchTable.<Draft>refusing(Refusal.A)
            .replace("/properties", (draft, patch) -> draft.properties = patch.value() == null ? "" : patch.value())
            .build();

    private final RestApis apis;
    private final ApiItems items;
    private final CurrentLimits limits;

    DocumentationParts(RestApis apis, ApiItems items, CurrentLimits limits) {
        this.apis = apis;
        this.items = items;
        this.limits = limits;
    }

    public DocumentationPartDefinition create(RestApiId api, NewPart wanted) {
        apis.requireLocked(api);
        var part = draft(api).add(wanted.location(), wanted.properties());
        items.put(api, DocumentationPartDefinition.KIND, part.id(), part);
        return part;
    }

    /** In order of creation. */
    public Page<DocumentationPartDefinition> list(RestApiId api, PartFilter filter, PageRequest request) {
        apis.require(api);
        return filter.isOpen()
                ? items.page(api, DocumentationPartDefinition.KIND, request)
                : items.page(api, DocumentationPartDefinition.KIND, request, filter);
    }

    public DocumentationPartDefinition require(RestApiId api, String id) {
        return apis.find(api).flatMap(_ -> find(api, id)).orElseThrow(DocumentationParts::unknown);
    }

    public DocumentationPartDefinition update(RestApiId api, String id, List<PatchOperation> operations) {
        apis.requireLocked(api, DocumentationParts::unknown);
        var part = find(api, id).orElseThrow(DocumentationParts::unknown);
        if (operations.isEmpty()) {
            return part;
        }
        var patched = new Draft(part.properties());
        PATCHES.apply(patched, operations);
        var changed = draft(api).put(part.location(), patched.properties);
        items.put(api, DocumentationPartDefinition.KIND, id, changed);
        return changed;
    }

    public void delete(RestApiId api, String id) {
        apis.requireLocked(api);
        var part = find(api, id).orElseThrow(DocumentationParts::unknown);
        items.remove(api, DocumentationPartDefinition.KIND, part.id());
    }

    /**
     * Brings in many parts at once, all or none: a place that is documented gets the new content and keeps its id.
     *
     * @return the ids of the parts brought in, in their order
     */
    public List<String> merge(RestApiId api, List<NewPart> wanted) {
        apis.requireLocked(api);
        return bring(api, draft(api), wanted);
    }

    /** The same, after which the API has no other parts; all ids are new (management-api 5). */
    public List<String> replace(RestApiId api, List<NewPart> wanted) {
        apis.requireLocked(api);
        return bring(api, new DocumentationDraft(List.of(), limits.get()), wanted);
    }

    /** The parts as they are now, for a copy of them; the caller holds the lock of the API. */
    public List<DocumentationPartDefinition> all(RestApi api) {
        return items.all(api.id(), DocumentationPartDefinition.KIND);
    }

    private List<String> bring(RestApiId api, DocumentationDraft draft, List<NewPart> wanted) {
        List<String> ids = wanted.stream()
                .map(part -> draft.put(part.location(), part.properties()).id())
                .distinct()
                .toList();
        SequencedMap<String, DocumentationPartDefinition> byId = new LinkedHashMap<>();
        draft.parts().forEach(part -> byId.put(part.id(), part));
        items.replaceAll(api, DocumentationPartDefinition.KIND, byId);
        return ids;
    }

    private DocumentationDraft draft(RestApiId api) {
        return new DocumentationDraft(items.all(api, DocumentationPartDefinition.KIND), limits.get());
    }

    private Optional<DocumentationPartDefinition> find(RestApiId api, String id) {
        return RandomIds.isWellFormed(id) ? items.find(api, DocumentationPartDefinition.KIND, id) : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Documentation part identifier specified");
    }

    /** The content of a part while operations change it. */
    private static final class Draft {
        private String properties;

        Draft(String properties) {
            this.properties = properties;
        }
    }
}
