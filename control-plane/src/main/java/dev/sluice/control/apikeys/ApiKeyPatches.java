package dev.sluice.control.apikeys;

import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.stages.StageName;
import java.util.Set;
import java.util.function.Predicate;

/** UpdateApiKey (management-api 6). Stages and labels work as documented, yet no recorded refusal lists them. */
final class ApiKeyPatches {
    private ApiKeyPatches() {}

    static PatchTable<ApiKeyDraft> table(Predicate<StageName> exists) {
        return PatchTable.<ApiKeyDraft>refusing(Refusal.A)
                .replace("/description", (key, patch) -> key.description(patch.value()))
                .replace("/enabled", (key, patch) -> key.enabled(patch.flag()))
                .replace("/name", (key, patch) -> key.name(patch.value()))
                .replace("/customerId", (key, patch) -> key.customerId(patch.value()))
                .on("/stages", null, Set.of(ADD), (key, patch) -> key.addStage(stage(patch), exists))
                .on("/stages", null, Set.of(REMOVE), (key, patch) -> key.removeStage(stage(patch)))
                .on("/labels", null, Set.of(ADD), (key, patch) -> key.addLabel(patch.text()))
                .on("/labels", null, Set.of(REMOVE), (key, patch) -> key.removeLabel(patch.text()))
                .build();
    }

    /** A value {@code {apiId}/{stage}}. */
    private static StageName stage(Patch patch) {
        String[] parts = patch.text().split("/", -1);
        if (parts.length != 2) {
            throw ProblemException.badRequest("Invalid API Stage specified");
        }
        return new StageName(parts[0], parts[1]);
    }
}
