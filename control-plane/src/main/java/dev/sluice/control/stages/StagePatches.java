package dev.sluice.control.stages;

import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.COPY;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** UpdateStage (management-api 7). */
final class StagePatches {
    private static final Set<String> SETTING_VERBS =
            Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY", "*");
    private static final Set<PatchOperation.Op> WRITE = Set.of(ADD, REPLACE);
    /** The missing commas are AWS's. */
    private static final String UNKNOWN_PATH = "Invalid method setting path: {path}. Must be one of: [/deploymentId,"
            + " /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings,"
            + " /accessLogSettings/destinationArn, /accessLogSettings/format,"
            + " /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace,"
            + " /{resourcePath}/{httpMethod}/logging/loglevel,"
            + " /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit"
            + "/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled,"
            + " /{resourcePath}/{httpMethod}/caching/dataEncrypted,"
            + " /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl,"
            + " /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled,"
            + " /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit"
            + " /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted,"
            + " /*/*/caching/requireAuthorizationForCacheControl,"
            + " /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]";

    static final PatchTable<StageDraft> TABLE = PatchTable.<StageDraft>refusing(Refusal.always(UNKNOWN_PATH))
            .replace("/deploymentId", (stage, patch) -> stage.deploymentId(patch.text()))
            .on("/deploymentId", Set.of(COPY), CanaryPatches::promoteDeployment)
            .on("/variables", Set.of(COPY), CanaryPatches::promoteVariables)
            .on("/{path+}", Set.of(COPY), (_, patch) -> {
                throw CanaryPatches.invalidCopy(patch);
            })
            .replace("/description", (stage, patch) -> stage.description(patch.textOrNull()))
            .replace("/cacheClusterEnabled", (stage, patch) -> stage.cacheClusterEnabled(patch.flag()))
            .replace("/cacheClusterSize", (stage, patch) -> stage.cacheClusterSize(patch.textOrNull()))
            .replace("/clientCertificateId", (stage, patch) -> stage.clientCertificateId(patch.textOrNull()))
            .replace("/documentationVersion", (stage, patch) -> stage.documentationVersion(patch.textOrNull()))
            .replace("/tracingEnabled", (stage, patch) -> stage.tracingEnabled(patch.flag()))
            .replace("/variables/{name}", (stage, patch) -> stage.putVariable(patch.key(), patch.text()))
            .on(
                    "/variables/{name}",
                    Set.of(REMOVE),
                    (stage, patch) -> requireRemoved(stage.removeVariable(patch.key()), patch))
            .on(
                    "/accessLogSettings",
                    Set.of(REMOVE),
                    (stage, patch) -> requireRemoved(AccessLogPatches.remove(stage), patch))
            .on("/accessLogSettings/destinationArn", WRITE, AccessLogPatches::destination)
            .on("/accessLogSettings/format", WRITE, AccessLogPatches::format)
            .on("/accessLogSettings", WRITE, (_, _) -> {
                throw AccessLogPatches.unknownPath();
            })
            .on("/accessLogSettings/{member+}", WRITE, (_, _) -> {
                throw AccessLogPatches.unknownPath();
            })
            .on("/accessLogSettings/{member+}", Set.of(REMOVE), (_, patch) -> requireRemoved(false, patch))
            .on("/canarySettings", Set.of(REMOVE), (stage, patch) -> requireRemoved(CanaryPatches.remove(stage), patch))
            .on(
                    "/canarySettings/stageVariableOverrides/{name}",
                    Set.of(REMOVE),
                    (stage, patch) -> requireRemoved(CanaryPatches.removeOverride(stage, patch), patch))
            .on("/canarySettings/{member+}", Set.of(REMOVE), (_, patch) -> requireRemoved(false, patch))
            .on("/canarySettings", Set.of(ADD), (_, patch) -> {
                throw CanaryPatches.invalidAdd(patch);
            })
            .on("/canarySettings/{member+}", Set.of(ADD), (_, patch) -> {
                throw CanaryPatches.invalidAdd(patch);
            })
            .replace("/canarySettings/percentTraffic", CanaryPatches::percentTraffic)
            .replace("/canarySettings/deploymentId", CanaryPatches::deployment)
            .replace("/canarySettings/useStageCache", CanaryPatches::stageCache)
            .replace("/canarySettings/stageVariableOverrides/{name}", CanaryPatches::override)
            .replace("/{resource+}/{verb}/metrics/enabled", setting(MethodSettingDraft::metricsEnabled))
            .replace("/{resource+}/{verb}/logging/loglevel", setting(MethodSettingDraft::loggingLevel))
            .replace("/{resource+}/{verb}/logging/dataTrace", setting(MethodSettingDraft::dataTraceEnabled))
            .replace("/{resource+}/{verb}/throttling/burstLimit", setting(MethodSettingDraft::burstLimit))
            .replace("/{resource+}/{verb}/throttling/rateLimit", setting(MethodSettingDraft::rateLimit))
            .replace("/{resource+}/{verb}/caching/enabled", setting(MethodSettingDraft::cachingEnabled))
            .replace("/{resource+}/{verb}/caching/ttlInSeconds", setting(MethodSettingDraft::cacheTtl))
            .replace("/{resource+}/{verb}/caching/dataEncrypted", setting(MethodSettingDraft::cacheDataEncrypted))
            .replace(
                    "/{resource+}/{verb}/caching/requireAuthorizationForCacheControl",
                    setting(MethodSettingDraft::requireAuthorization))
            .replace(
                    "/{resource+}/{verb}/caching/unauthorizedCacheControlHeaderStrategy",
                    setting(MethodSettingDraft::unauthorizedStrategy))
            .on(
                    "/{resource+}/{verb}",
                    Set.of(REMOVE),
                    (stage, patch) -> requireRemoved(stage.removeMethodSetting(settingKey(patch)), patch))
            .build();

    private StagePatches() {}

    private static BiConsumer<StageDraft, Patch> setting(BiConsumer<MethodSettingDraft, Patch> member) {
        return (stage, patch) ->
                stage.changeMethodSetting(validSettingKey(patch), draft -> member.accept(draft, patch));
    }

    /** Kept as addressed, escapes included: clients read the key back verbatim. */
    private static String settingKey(Patch patch) {
        List<String> keys = patch.rawKeys();
        return keys.getFirst() + "/" + keys.getLast();
    }

    private static String validSettingKey(Patch patch) {
        if (!SETTING_VERBS.contains(patch.rawKeys().getLast())) {
            throw ProblemException.badRequest("Invalid method setting path: " + patch.path()
                    + ". It names a resource path and an HTTP method, ANY or *");
        }
        return settingKey(patch);
    }

    private static void requireRemoved(boolean removed, Patch patch) {
        if (!removed) {
            throw ProblemException.badRequest("Cannot remove method setting "
                    + patch.path().substring(1) + " because there is no method setting for this method ");
        }
    }
}
