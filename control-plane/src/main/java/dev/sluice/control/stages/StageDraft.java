package dev.sluice.control.stages;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Tags;
import dev.sluice.control.stages.StageSettings.AccessLogSettings;
import dev.sluice.control.tenants.TenantLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stage while a call fills or patches it. */
public final class StageDraft {
    private static final Set<String> CACHE_SIZES = Set.of("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237");
    /** As many as an API with its most resources and all their methods can have, and the one of all. */
    private static final int MAX_METHOD_SETTINGS = 300 * 8 + 1;

    private static final String SMALLEST_CACHE = "0.5";

    private static final String ALL_METHODS = "*/*";

    private String deploymentId;
    private @Nullable String description;
    private @Nullable Map<String, String> variables;
    private @Nullable String documentationVersion;
    private boolean cacheClusterEnabled;
    private @Nullable String cacheClusterSize;
    private @Nullable String clientCertificateId;
    private @Nullable CanarySettings canarySettings;
    private boolean tracingEnabled;
    private final Map<String, MethodSetting> methodSettings = new LinkedHashMap<>();
    private @Nullable AccessLogSettings accessLogSettings;
    private Map<String, String> tags = Map.of();
    private final MethodSetting standard;

    /** A new stage with every default; its methods have no settings before it is there. */
    public StageDraft(String deploymentId) {
        this.deploymentId = deploymentId;
        this.standard = MethodSetting.standard(TenantLimits.DEFAULT);
    }

    StageDraft(Stage stage, TenantLimits limits) {
        this.standard = MethodSetting.standard(limits);
        var settings = stage.settings();
        this.deploymentId = stage.deploymentId();
        this.description = settings.description();
        this.variables = settings.variables();
        this.documentationVersion = settings.documentationVersion();
        this.cacheClusterEnabled = settings.cacheClusterEnabled();
        this.cacheClusterSize = settings.cacheClusterSize();
        this.clientCertificateId = settings.clientCertificateId();
        this.canarySettings = settings.canarySettings();
        this.tracingEnabled = settings.tracingEnabled();
        this.methodSettings.putAll(settings.methodSettings());
        this.accessLogSettings = settings.accessLogSettings();
        this.tags = settings.tags();
    }

    StageSettings settings() {
        return new StageSettings(
                description,
                variables,
                documentationVersion,
                cacheClusterEnabled && cacheClusterSize == null ? SMALLEST_CACHE : cacheClusterSize,
                tracingEnabled,
                methodSettings,
                accessLogSettings,
                tags,
                cacheClusterEnabled,
                clientCertificateId,
                canarySettings);
    }

    String deploymentId() {
        return deploymentId;
    }

    void deploymentId(String changed) {
        this.deploymentId = changed;
    }

    /** rest-api-runtime 16: a new deployment to a stage with a canary becomes the canary's. */
    void deploy(String deployed) {
        if (canarySettings == null) {
            deploymentId = deployed;
        } else {
            canarySettings = canarySettings.withDeployment(deployed);
        }
    }

    public void description(@Nullable String changed) {
        this.description = changed;
    }

    public void variables(@Nullable Map<String, String> changed) {
        this.variables = changed == null ? null : StageVariables.checked(changed);
    }

    void putVariable(String name, String value) {
        Map<String, String> changed = variables == null ? new LinkedHashMap<>() : new LinkedHashMap<>(variables);
        changed.put(name, value);
        variables(changed);
    }

    boolean removeVariable(String name) {
        Map<String, String> changed = variables == null ? new LinkedHashMap<>() : new LinkedHashMap<>(variables);
        boolean removed = changed.remove(name) != null;
        variables = changed.isEmpty() ? null : changed;
        return removed;
    }

    public void documentationVersion(@Nullable String changed) {
        this.documentationVersion = changed;
    }

    public void cacheClusterEnabled(boolean changed) {
        this.cacheClusterEnabled = changed;
    }

    public void cacheClusterSize(@Nullable String changed) {
        if (changed != null && !CACHE_SIZES.contains(changed)) {
            throw ProblemException.badRequest("Invalid cache cluster size specified: " + changed);
        }
        this.cacheClusterSize = changed;
    }

    void clientCertificateId(@Nullable String changed) {
        this.clientCertificateId = changed;
    }

    @Nullable
    CanarySettings canarySettings() {
        return canarySettings;
    }

    public void canarySettings(@Nullable CanarySettings changed) {
        if (changed != null) {
            if (!(changed.percentTraffic() >= 0 && changed.percentTraffic() <= 100)) {
                throw invalidPercentTraffic();
            }
            if (changed.stageVariableOverrides() != null) {
                StageVariables.checked(changed.stageVariableOverrides());
            }
        }
        this.canarySettings = changed;
    }

    static ProblemException invalidPercentTraffic() {
        return ProblemException.badRequest("Invalid percentTraffic specified, must be between 0.0 and 100.0");
    }

    public void tracingEnabled(boolean changed) {
        this.tracingEnabled = changed;
    }

    public void tags(Map<String, String> changed) {
        this.tags = Tags.checked(changed);
    }

    @Nullable
    AccessLogSettings accessLogSettings() {
        return accessLogSettings;
    }

    void accessLogSettings(@Nullable AccessLogSettings changed) {
        this.accessLogSettings = changed;
    }

    /** management-api 7: a new key starts as a copy of the setting of all methods, where that exists. */
    void changeMethodSetting(String key, Consumer<MethodSettingDraft> change) {
        var start = methodSettings.getOrDefault(key, methodSettings.getOrDefault(ALL_METHODS, standard));
        if (!methodSettings.containsKey(key) && methodSettings.size() >= MAX_METHOD_SETTINGS) {
            throw ProblemException.badRequest(
                    "A stage has at most " + MAX_METHOD_SETTINGS + " entries of methodSettings");
        }
        var draft = new MethodSettingDraft(start);
        change.accept(draft);
        methodSettings.put(key, draft.build());
    }

    boolean removeMethodSetting(String key) {
        return methodSettings.remove(key) != null;
    }
}
