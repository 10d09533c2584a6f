package dev.sluice.control.apis.methods;

import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_MEDIA_TYPE;
import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_PARAMETER;
import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchMaps;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** UpdateMethod (management-api 6). */
final class MethodPatches {
    private static final Set<PatchOperation.Op> ENTRY = Set.of(ADD, REPLACE, REMOVE);

    static final PatchTable<MethodDraft> TABLE = PatchTable.<MethodDraft>refusing(Refusal.B)
            .replace("/authorizationType", (draft, patch) -> draft.authorizationType = patch.text())
            .replace("/authorizerId", (draft, patch) -> draft.authorizerId = patch.textOrNull())
            .replace("/apiKeyRequired", (draft, patch) -> draft.apiKeyRequired = patch.flag())
            .replace("/operationName", (draft, patch) -> draft.operationName = patch.textOrNull())
            .replace("/requestValidatorId", (draft, patch) -> draft.requestValidatorId = patch.textOrNull())
            .on("/authorizationScopes", Set.of(ADD, REMOVE), MethodPatches::authorizationScopes)
            .on(
                    "/requestParameters/{name}",
                    ENTRY,
                    (draft, patch) -> draft.requestParameters =
                            PatchMaps.apply(draft.requestParameters, patch, patch.flag(), UNKNOWN_PARAMETER))
            .on(
                    "/requestModels/{type}",
                    ENTRY,
                    (draft, patch) -> draft.requestModels =
                            PatchMaps.apply(draft.requestModels, patch, patch.value(), UNKNOWN_MEDIA_TYPE))
            .build();

    private MethodPatches() {}

    private static void authorizationScopes(MethodDraft draft, Patch patch) {
        List<String> scopes =
                new ArrayList<>(draft.authorizationScopes == null ? List.of() : draft.authorizationScopes);
        scopes.remove(patch.text());
        if (patch.op() == ADD) {
            scopes.add(patch.text());
        }
        draft.authorizationScopes = scopes.isEmpty() ? null : scopes;
    }
}
