package dev.sluice.control.apis.integrations;

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

/** An integration response while UpdateIntegrationResponse patches it (management-api 6). */
final class IntegrationResponseDraft {
    private static final Set<PatchOperation.Op> ENTRY = Set.of(ADD, REPLACE, REMOVE);
    private static final PatchTable<IntegrationResponseDraft> TABLE = PatchTable.<IntegrationResponseDraft>refusing(
                    Refusal.B)
            .replace("/selectionPattern", (draft, patch) -> draft.selectionPattern = patch.value())
            .replace("/contentHandling", (draft, patch) -> draft.contentHandling = ContentHandling.checked(patch))
            .on(
                    "/responseParameters/{name}",
                    ENTRY,
                    (draft, patch) -> draft.responseParameters =
                            PatchMaps.apply(draft.responseParameters, patch, patch.value(), UNKNOWN_PARAMETER))
            .on(
                    "/responseTemplates/{type}",
                    ENTRY,
                    (draft, patch) -> draft.responseTemplates =
                            PatchMaps.apply(draft.responseTemplates, patch, patch.value(), UNKNOWN_MEDIA_TYPE))
            .build();

    private @Nullable String selectionPattern;
    private @Nullable Map<String, @Nullable String> responseParameters;
    private @Nullable Map<String, @Nullable String> responseTemplates;
    private @Nullable String contentHandling;

    private IntegrationResponseDraft(IntegrationResponse response) {
        this.selectionPattern = response.selectionPattern();
        this.responseParameters = response.responseParameters();
        this.responseTemplates = response.responseTemplates();
        this.contentHandling = response.contentHandling();
    }

    static IntegrationResponse patched(IntegrationResponse response, List<PatchOperation> operations) {
        var draft = new IntegrationResponseDraft(response);
        TABLE.apply(draft, operations);
        return new IntegrationResponse(
                draft.selectionPattern, draft.responseParameters, draft.responseTemplates, draft.contentHandling);
    }
}
