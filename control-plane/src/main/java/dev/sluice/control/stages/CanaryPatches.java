package dev.sluice.control.stages;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What UpdateStage does to a canary (management-api 7). Replacing any member makes the canary when there is none. */
final class CanaryPatches {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,3}(\\.\\d{1,18})?");

    private CanaryPatches() {}

    static void percentTraffic(StageDraft stage, Patch patch) {
        if (!DECIMAL.matcher(patch.text()).matches()) {
            throw StageDraft.invalidPercentTraffic();
        }
        change(stage, canary -> canary.withPercentTraffic(Double.parseDouble(patch.text())));
    }

    static void deployment(StageDraft stage, Patch patch) {
        change(stage, canary -> canary.withDeployment(patch.text()));
    }

    static void stageCache(StageDraft stage, Patch patch) {
        change(stage, canary -> canary.withStageCache(patch.flag()));
    }

    static void override(StageDraft stage, Patch patch) {
        change(stage, canary -> {
            Map<String, String> changed = overrides(canary);
            changed.put(patch.key(), patch.text());
            return canary.withOverrides(changed);
        });
    }

    /** False when there is no such override. */
    static boolean removeOverride(StageDraft stage, Patch patch) {
        var canary = stage.canarySettings();
        Map<String, String> changed = canary == null ? Map.of() : overrides(canary);
        if (canary == null || changed.remove(patch.key()) == null) {
            return false;
        }
        stage.canarySettings(canary.withOverrides(changed.isEmpty() ? null : changed));
        return true;
    }

    static boolean remove(StageDraft stage) {
        boolean removed = stage.canarySettings() != null;
        stage.canarySettings(null);
        return removed;
    }

    static ProblemException invalidAdd(Patch patch) {
        return ProblemException.badRequest("Invalid add operation with path: " + patch.path());
    }

    /** Makes the canary's deployment the stage's own; the canary stays. */
    static void promoteDeployment(StageDraft stage, Patch patch) {
        stage.deploymentId(
                promoted(stage, patch, "/canarySettings/deploymentId").deploymentId());
    }

    /** Merges the canary's variables into the stage's; the canary stays. */
    static void promoteVariables(StageDraft stage, Patch patch) {
        overrides(promoted(stage, patch, "/canarySettings/stageVariableOverrides"))
                .forEach(stage::putVariable);
    }

    static ProblemException invalidCopy(Patch patch) {
        return ProblemException.badRequest("Invalid copy operation with path: " + patch.path() + " and from "
                + patch.operation().from() + ". Valid copy:path are [/deploymentId, /variables] and valid copy:from are"
                + " [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]");
    }

    private static CanarySettings promoted(StageDraft stage, Patch patch, String source) {
        if (!source.equals(patch.operation().from())) {
            throw invalidCopy(patch);
        }
        @Nullable CanarySettings canary = stage.canarySettings();
        if (canary == null) {
            throw ProblemException.badRequest("Promotion not available. Canary does not exist.");
        }
        return canary;
    }

    private static void change(StageDraft stage, UnaryOperator<CanarySettings> change) {
        var canary = stage.canarySettings();
        var start = canary == null ? CanarySettings.of(stage.deploymentId(), null, null, null) : canary;
        stage.canarySettings(change.apply(start));
    }

    private static Map<String, String> overrides(CanarySettings canary) {
        var overrides = canary.stageVariableOverrides();
        return overrides == null ? new LinkedHashMap<>() : new LinkedHashMap<>(overrides);
    }
}
