package dev.sluice.control.stages;

import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.FlushEpochs;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.ids.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a stage and the frozen API that it points at, or a method that is not deployed, into what the nodes are sent. */
public final class StageSnapshots {
    private StageSnapshots() {}

    static StageKey keyOf(TenantId tenant, Stage stage) {
        return new StageKey(tenant.value(), stage.key().apiId(), stage.key().name());
    }

    static StageSnapshot of(TenantId tenant, Stage stage, ApiDefinition frozen, long revision) {
        var settings = stage.settings();
        return new StageSnapshot(
                StageSnapshot.FORMAT_VERSION,
                keyOf(tenant, stage),
                revision,
                stage.deploymentId(),
                api(frozen.settings()),
                frozen.resources().stream()
                        .filter(resource -> !resource.methods().isEmpty())
                        .map(StageSnapshots::resource)
                        .toList(),
                withoutNulls(settings.variables()),
                throttles(settings.methodSettings()),
                flushes(stage));
    }

    private static @Nullable FlushEpochs flushes(Stage stage) {
        return stage.responsesEpoch() == 0 && stage.authorizersEpoch() == 0
                ? null
                : new FlushEpochs(stage.responsesEpoch(), stage.authorizersEpoch());
    }

    /** One method, whose integration exists, as a stage that is never published. */
    public static StageSnapshot ofMethod(
            StageKey key, RestApiSettings api, ResourceDefinition resource, Map<String, String> variables) {
        return new StageSnapshot(
                StageSnapshot.FORMAT_VERSION,
                key,
                1,
                "",
                api(api),
                List.of(resource(resource)),
                variables,
                List.of(),
                null);
    }

    private static ApiSnapshot api(RestApiSettings settings) {
        return new ApiSnapshot(
                settings.name(),
                settings.disableExecuteApiEndpoint(),
                settings.binaryMediaTypes(),
                settings.minimumCompressionSize());
    }

    private static ResourceSnapshot resource(ResourceDefinition resource) {
        return new ResourceSnapshot(resource.id(), resource.path(), mapped(resource.methods(), StageSnapshots::method));
    }

    private static MethodSnapshot method(MethodDefinition method) {
        var integration = method.integration();
        if (integration == null) {
            throw new IllegalStateException("A frozen method has an integration");
        }
        return new MethodSnapshot(
                AuthorizationType.of(method.authorizationType()).name(),
                method.apiKeyRequired(),
                method.operationName(),
                withoutNulls(method.requestParameters()),
                mapped(
                        method.responses(),
                        response -> new MethodResponseSnapshot(withoutNulls(response.responseParameters()))),
                integration(integration));
    }

    private static IntegrationSnapshot integration(Integration integration) {
        return new IntegrationSnapshot(
                integration.type(),
                integration.httpMethod(),
                integration.uri(),
                withoutNulls(integration.requestParameters()),
                withoutNulls(integration.requestTemplates()),
                integration.passthroughBehavior(),
                integration.contentHandling(),
                integration.timeoutInMillis(),
                Boolean.TRUE.equals(integration.insecureSkipVerification()),
                mapped(integration.responses(), StageSnapshots::integrationResponse),
                "VPC_LINK".equals(integration.connectionType()) ? integration.connectionId() : null);
    }

    private static IntegrationResponseSnapshot integrationResponse(IntegrationResponse response) {
        return new IntegrationResponseSnapshot(
                response.selectionPattern(),
                withoutNulls(response.responseParameters()),
                withoutNulls(response.responseTemplates()),
                response.contentHandling());
    }

    private static List<ThrottleSnapshot> throttles(Map<String, MethodSetting> settings) {
        return settings.entrySet().stream()
                .map(entry -> throttle(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** management-api 7: keys keep the caller's spelling; here they are unescaped and get one leading slash. */
    static ThrottleSnapshot throttle(String key, MethodSetting setting) {
        int slash = key.lastIndexOf('/');
        String resource = key.substring(0, slash).replace("~1", "/").replace("~0", "~");
        String path = resource.equals("*") || resource.startsWith("/") ? resource : "/" + resource;
        return new ThrottleSnapshot(
                path, key.substring(slash + 1), setting.throttlingRateLimit(), setting.throttlingBurstLimit());
    }

    private static <A, B> Map<String, B> mapped(Map<String, A> map, Function<A, B> mapper) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> mapper.apply(entry.getValue())));
    }

    /** A map that was never sent is empty for a node; an entry without a value says nothing and is left out. */
    private static <V> Map<String, V> withoutNulls(@Nullable Map<String, ? extends @Nullable V> map) {
        Map<String, V> copy = new HashMap<>();
        if (map != null) {
            map.forEach((key, value) -> {
                if (value != null) {
                    copy.put(key, value);
                }
            });
        }
        return copy;
    }
}
