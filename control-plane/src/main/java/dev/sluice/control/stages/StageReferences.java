package dev.sluice.control.stages;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.DocumentationVersionDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.TenantLimits;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stages name or need that is kept elsewhere, and what names them. Only what a stage comes to name is asked for, not
 * what it named before.
 */
@Singleton
class StageReferences {
    private final ApiItems items;
    private final List<KnownCertificates> certificates;
    private final List<LogRole> logRoles;
    private final List<StagePart> parts;
    private final CurrentLimits limits;

    StageReferences(
            ApiItems items,
            @All List<KnownCertificates> certificates,
            @All List<LogRole> logRoles,
            @All List<StagePart> parts,
            CurrentLimits limits) {
        this.items = items;
        this.certificates = certificates;
        this.logRoles = logRoles;
        this.parts = parts;
        this.limits = limits;
    }

    /** What the tenant's stages keep to. */
    TenantLimits limits() {
        return limits.get();
    }

    /** The stage is about to be deleted; throws when something that names it does not let it go. */
    void letGo(Stage stage) {
        parts.forEach(part -> part.deleting(stage));
    }

    /** The former settings are null for a new stage. The caller holds the API's lock. */
    void require(RestApiId api, @Nullable StageSettings former, StageSettings wanted) {
        String version = wanted.documentationVersion();
        if (version != null
                && !(former != null && version.equals(former.documentationVersion()))
                && items.hold(api, DocumentationVersionDefinition.KIND, version).isEmpty()) {
            throw ProblemException.badRequest("Invalid Documentation version specified");
        }
        String certificate = wanted.clientCertificateId();
        if (certificate != null
                && !(former != null && certificate.equals(former.clientCertificateId()))
                && certificates.stream().noneMatch(known -> known.exists(certificate))) {
            throw ProblemException.badRequest("Invalid client certificate identifier specified");
        }
        if (startsLogging(former, wanted) && !logRoles.stream().allMatch(LogRole::isSet)) {
            throw ProblemException.badRequest(
                    "CloudWatch Logs role ARN must be set in account settings to enable logging");
        }
        requireRoom(former == null ? null : former.variables(), wanted.variables());
        requireRoom(overrides(former), overrides(wanted));
    }

    private void requireRoom(@Nullable Map<String, String> former, @Nullable Map<String, String> wanted) {
        if (wanted != null && !wanted.equals(former)) {
            StageVariables.counted(wanted, limits());
        }
    }

    private static @Nullable Map<String, String> overrides(@Nullable StageSettings settings) {
        return settings == null || settings.canarySettings() == null
                ? null
                : settings.canarySettings().stageVariableOverrides();
    }

    private static boolean startsLogging(@Nullable StageSettings former, StageSettings wanted) {
        return wanted.methodSettings().entrySet().stream()
                .filter(entry -> entry.getValue().logs())
                .anyMatch(entry -> former == null
                        || !Objects.equals(
                                levelOf(former, entry.getKey()),
                                entry.getValue().loggingLevel()));
    }

    private static @Nullable String levelOf(StageSettings settings, String key) {
        var setting = settings.methodSettings().get(key);
        return setting == null ? null : setting.loggingLevel();
    }
}
