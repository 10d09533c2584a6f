package dev.sluice.control.deployed.rest;

import dev.sluice.control.apis.diff.Change;
import dev.sluice.control.apis.diff.MethodDiff;
import dev.sluice.control.deployed.StageDiff;
import dev.sluice.control.stages.StageName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed on a stage against the present definition (platform-api).
 *
 * @param changed whether anything differs
 * @param breaking whether a caller of what is deployed may suffer from the present definition
 * @param parts what belongs to the API as a whole
 */
public record StageDiffJson(
        String api,
        String stage,
        String deploymentId,
        boolean changed,
        boolean breaking,
        List<MethodJson> methods,
        List<ChangeJson> parts) {
    static StageDiffJson of(StageName name, StageDiff stageDiff) {
        var diff = stageDiff.diff();
        return new StageDiffJson(
                name.apiId(),
                name.name(),
                stageDiff.deploymentId(),
                !diff.isEmpty(),
                diff.isBreaking(),
                diff.methods().stream().map(MethodJson::of).toList(),
                diff.parts().stream().map(ChangeJson::of).toList());
    }

    /** One method: what became of it, whether that is breaking or safe, and what in it differs. */
    public record MethodJson(
            String path, String httpMethod, String change, String impact, String reason, List<ChangeJson> changes) {
        static MethodJson of(MethodDiff method) {
            return new MethodJson(
                    method.path(),
                    method.verb(),
                    label(method.kind()),
                    label(method.impact()),
                    method.reason(),
                    method.changes().stream().map(ChangeJson::of).toList());
        }
    }

    /** One difference, in the same words. */
    public record ChangeJson(String part, @Nullable String name, String change, String impact, String reason) {
        static ChangeJson of(Change change) {
            return new ChangeJson(
                    change.part(), change.name(), label(change.kind()), label(change.impact()), change.reason());
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
