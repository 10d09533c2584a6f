package dev.sluice.control.apis.methods;

import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_MEDIA_TYPE;
import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_PARAMETER;
import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.platform.patch.PatchMaps;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method response while UpdateMethodResponse patches it (management-api 6). */
final class MethodResponseDraft {
    private static final Set<PatchOperation.Op> ENTRY = Set.of(ADD, REPLACE, REMOVE);
    private static final PatchTable<MethodResponseDraft> TABLE = PatchTable.<MethodResponseDraft>refusing(Refusal.B)
            .on(
                    "/responseParameters/{name}",
                    ENTRY,
                    (draft, patch) -> draft.responseParameters =
                            PatchMaps.apply(draft.responseParameters, patch, patch.flag(), UNKNOWN_PARAMETER))
            .on(
                    "/responseModels/{type}",
                    ENTRY,
                    (draft, patch) -> draft.responseModels =
                            PatchMaps.apply(draft.responseModels, patch, patch.value(), UNKNOWN_MEDIA_TYPE))
            .build();

    private @Nullable Map<String, Boolean> responseParameters;
    private @Nullable Map<String, @Nullable String> responseModels;

    private MethodResponseDraft(MethodResponse response) {
        this.responseParameters = response.responseParameters();
        this.responseModels = response.responseModels();
    }

    static MethodResponse patched(MethodResponse response, List<PatchOperation> operations) {
        var draft = new MethodResponseDraft(response);
        TABLE.apply(draft, operations);
        return new MethodResponse(draft.responseParameters, draft.responseModels).checked();
    }
}
