package dev.sluice.control.apis.integrations;

import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_MEDIA_TYPE;
import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_PARAMETER;
import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchMaps;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** UpdateIntegration (management-api 6). */
final class IntegrationPatches {
    private static final Set<PatchOperation.Op> ENTRY = Set.of(ADD, REPLACE, REMOVE);

    static final PatchTable<IntegrationDraft> TABLE = PatchTable.<IntegrationDraft>refusing(Refusal.B)
            .replace("/httpMethod", IntegrationPatches::httpMethod)
            .replace("/uri", IntegrationPatches::uri)
            .replace("/credentials", (draft, patch) -> draft.credentials = patch.textOrNull())
            .replace("/connectionType", IntegrationPatches::connectionType)
            .replace("/connectionId", (draft, patch) -> draft.connectionId = patch.textOrNull())
            .replace("/passthroughBehavior", (draft, patch) -> draft.passthroughBehavior = patch.text())
            .replace("/contentHandling", (draft, patch) -> draft.contentHandling = ContentHandling.checked(patch))
            .replace("/timeoutInMillis", IntegrationPatches::timeout)
            .replace(
                    "/tlsConfig/insecureSkipVerification",
                    (draft, patch) -> draft.insecureSkipVerification = patch.flag())
            .replace("/responseTransferMode", IntegrationPatches::responseTransferMode)
            .replace("/integrationTarget", (draft, patch) -> draft.integrationTarget = patch.textOrNull())
            .replace("/cacheNamespace", (draft, patch) -> draft.cacheNamespace = patch.text())
            .on("/cacheKeyParameters/{name}", Set.of(ADD), (draft, patch) -> addCacheKey(draft, patch.key()))
            .on("/cacheKeyParameters/{name}", Set.of(REMOVE), IntegrationPatches::removeCacheKey)
            .on("/cacheKeyParameters", ENTRY, IntegrationPatches::cacheKeys)
            .on(
                    "/requestParameters/{name}",
                    ENTRY,
                    (draft, patch) -> draft.requestParameters =
                            PatchMaps.apply(draft.requestParameters, patch, patch.value(), UNKNOWN_PARAMETER))
            .on(
                    "/requestTemplates/{type}",
                    ENTRY,
                    (draft, patch) -> draft.requestTemplates =
                            PatchMaps.apply(draft.requestTemplates, patch, patch.value(), UNKNOWN_MEDIA_TYPE))
            .build();

    private IntegrationPatches() {}

    private static void httpMethod(IntegrationDraft draft, Patch patch) {
        refuseForMock(draft, patch);
        draft.httpMethod = patch.textOrNull();
    }

    private static void uri(IntegrationDraft draft, Patch patch) {
        refuseForMock(draft, patch);
        draft.uri = patch.textOrNull();
    }

    private static void refuseForMock(IntegrationDraft draft, Patch patch) {
        if (draft.isMock()) {
            throw ProblemException.badRequest("Invalid patch path " + patch.path());
        }
    }

    private static void connectionType(IntegrationDraft draft, Patch patch) {
        if (!Set.of("INTERNET", "VPC_LINK").contains(patch.text())) {
            throw ProblemException.badRequest("Invalid connectionType specified. Valid options are INTERNET,VPC_LINK");
        }
        draft.connectionType = patch.text();
    }

    private static void responseTransferMode(IntegrationDraft draft, Patch patch) {
        if (!Set.of("BUFFERED", "STREAM").contains(patch.text())) {
            throw ProblemException.badRequest(
                    "Invalid responseTransferMode specified. Valid options are BUFFERED,STREAM");
        }
        draft.responseTransferMode = patch.text();
    }

    /** A text that is no number is refused by the range check of the draft. */
    private static void timeout(IntegrationDraft draft, Patch patch) {
        draft.timeoutInMillis = patch.text().matches("\\d{1,6}") ? Integer.parseInt(patch.text()) : 0;
    }

    private static void addCacheKey(IntegrationDraft draft, String name) {
        if (!draft.cacheKeyParameters.contains(name)) {
            draft.cacheKeyParameters.add(name);
        }
    }

    private static void removeCacheKey(IntegrationDraft draft, Patch patch) {
        if (!draft.cacheKeyParameters.remove(patch.key())) {
            throw ProblemException.notFound(UNKNOWN_PARAMETER);
        }
    }

    /** The list form: the value holds one name, or several with commas between. */
    private static void cacheKeys(IntegrationDraft draft, Patch patch) {
        List<String> names = Arrays.stream(patch.text().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        switch (patch.op()) {
            case REPLACE -> draft.cacheKeyParameters = new ArrayList<>(names);
            case REMOVE -> draft.cacheKeyParameters.removeAll(names);
            case ADD, COPY, MOVE, TEST -> names.forEach(name -> addCacheKey(draft, name));
        }
    }
}
