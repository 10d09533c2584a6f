package dev.sluice.control.apis.resources;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;

/** Where a resource is to stand, while UpdateResource collects it (management-api 6). */
final class ResourceDraft {
    static final PatchTable<ResourceDraft> TABLE = PatchTable.<ResourceDraft>refusing(Refusal.A)
            .replace("/parentId", (draft, patch) -> draft.parentId(patch.text()))
            .replace("/pathPart", (draft, patch) -> draft.part(patch.text()))
            .build();

    private final boolean isRoot;
    private String parentId;
    private String part;

    ResourceDraft(Resource resource) {
        this.isRoot = resource.isRoot();
        this.parentId = String.valueOf(resource.parentId());
        this.part = String.valueOf(resource.pathPart());
    }

    String parentId() {
        return parentId;
    }

    String part() {
        return part;
    }

    private void parentId(String changed) {
        if (isRoot) {
            throw ProblemException.badRequest("Root resource cannot update its parentId.");
        }
        this.parentId = changed;
    }

    private void part(String changed) {
        if (isRoot) {
            throw ProblemException.badRequest("Root resource cannot update its pathPart.");
        }
        this.part = changed;
    }
}
