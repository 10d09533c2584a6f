package dev.sluice.control.stages;

import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.contracts.stages.FlushEpochs;
import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.KeyedThrottleSnapshot;
import dev.sluice.contracts.stages.LoggingSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.contracts.stages.ValidationSnapshot;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.models.ReachableModels;
import dev.sluice.control.platform.ids.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a stage and the frozen API that it points at, or a method that is not deployed, into what the nodes are sent. */
public final class StageSnapshots {
    /** rest-api-runtime 8.7: longest pause within a stream of an edge-optimised API. */
    private static final int EDGE_PAUSE_MILLIS = 30_000;

    private static final String KEYS_IN_HEADERS = "HEADER";

    private StageSnapshots() {}

    static StageKey keyOf(TenantId tenant, Stage stage) {
        return new StageKey(tenant.value(), stage.key().apiId(), stage.key().name());
    }

    static StageSnapshot of(TenantId tenant, Stage stage, ApiDefinition frozen, long revision) {
        var settings = stage.settings();
        ApiSnapshot api = api(stage.key().api(), frozen);
        return new StageSnapshot(
                StageSnapshot.formatVersion(api),
                keyOf(tenant, stage),
                revision,
                stage.deploymentId(),
                api,
                resources(frozen),
                withoutNulls(settings.variables()),
                throttles(settings.methodSettings()),
                logging(settings.methodSettings()),
                flushes(stage),
                settings.tracingEnabled());
    }

    private static @Nullable FlushEpochs flushes(Stage stage) {
        return stage.responsesEpoch() == 0 && stage.authorizersEpoch() == 0
                ? null
                : new FlushEpochs(stage.responsesEpoch(), stage.authorizersEpoch());
    }

    /** An API of one method, whose integration exists, or of one authorizer, as a stage that is never published. */
    public static StageSnapshot unpublished(StageKey key, ApiDefinition tried, Map<String, String> variables) {
        ApiSnapshot api = api(new RestApiId(key.api()), tried);
        return new StageSnapshot(
                StageSnapshot.formatVersion(api),
                key,
                1,
                "",
                api,
                resources(tried),
                variables,
                List.of(),
                List.of(),
                null,
                false);
    }

    private static ApiSnapshot api(RestApiId id, ApiDefinition api) {
        var settings = api.settings();
        return new ApiSnapshot(
                settings.name(),
                settings.disableExecuteApiEndpoint(),
                settings.binaryMediaTypes(),
                settings.minimumCompressionSize(),
                models(id, api),
                api.gatewayResponses().stream()
                        .map(StageSnapshots::gatewayResponse)
                        .toList(),
                api.authorizers().stream().map(StageSnapshots::authorizer).toList(),
                settings.apiKeySource().equals(KEYS_IN_HEADERS) ? null : settings.apiKeySource(),
                settings.policy(),
                keyedThrottles(api),
                settings.endpointConfiguration().isPrivate() ? ApiSnapshot.PRIVATE : null,
                settings.endpointConfiguration().vpcEndpointIds());
    }

    private static List<KeyedThrottleSnapshot> keyedThrottles(ApiDefinition api) {
        Map<String, String> paths = new HashMap<>();
        api.resources().forEach(resource -> paths.put(resource.id(), resource.path()));
        List<KeyedThrottleSnapshot> throttles = new ArrayList<>();
        for (ThrottleDefinition throttle : api.throttles()) {
            String resource = throttle.resourceId();
            String path =
                    resource == null ? null : Objects.requireNonNull(paths.get(resource), "a place that is there");
            for (ThrottleDefinition.Limit limit : throttle.limits()) {
                throttles.add(new KeyedThrottleSnapshot(
                        path,
                        throttle.verb(),
                        limit.key(),
                        limit.rate(),
                        limit.effectiveBurst(),
                        limit.concurrency(),
                        limit.headers()));
            }
        }
        return throttles;
    }

    private static AuthorizerSnapshot authorizer(AuthorizerDefinition authorizer) {
        String sources = authorizer.identitySource();
        return new AuthorizerSnapshot(
                authorizer.id(),
                authorizer.type(),
                authorizer.uri(),
                authorizer.credentials(),
                sources == null
                        ? List.of()
                        : Arrays.stream(sources.split(",", -1))
                                .map(String::strip)
                                .toList(),
                authorizer.identityValidationExpression(),
                authorizer.effectiveTtlSeconds(),
                emptyIfNull(authorizer.providerArns()));
    }

    private static List<String> emptyIfNull(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    /** A model that no method judges bodies by, itself or through another, is of no use to a node. */
    private static Map<String, String> models(RestApiId id, ApiDefinition api) {
        Set<String> judging = new HashSet<>();
        for (ResourceDefinition resource : api.resources()) {
            for (MethodDefinition method : resource.methods().values()) {
                ValidationSnapshot validation = validation(api, method);
                if (validation != null) {
                    judging.addAll(validation.models().values());
                }
            }
        }
        return ReachableModels.of(id, api.models(), judging);
    }

    private static GatewayResponseSnapshot gatewayResponse(GatewayResponseDefinition response) {
        String status = response.statusCode();
        return new GatewayResponseSnapshot(
                response.type(),
                status == null ? null : Integer.valueOf(status),
                response.responseParameters(),
                response.responseTemplates());
    }

    private static List<ResourceSnapshot> resources(ApiDefinition api) {
        return api.resources().stream()
                .filter(resource -> !resource.methods().isEmpty())
                .map(resource -> new ResourceSnapshot(
                        resource.id(), resource.path(), mapped(resource.methods(), method -> method(api, method))))
                .toList();
    }

    private static @Nullable ValidationSnapshot validation(ApiDefinition api, MethodDefinition method) {
        String id = method.requestValidatorId();
        return api.validators().stream()
                .filter(validator -> validator.id().equals(id))
                .findFirst()
                .map(validator -> new ValidationSnapshot(
                        validator.validateRequestParameters(),
                        validator.validateRequestBody(),
                        validator.validateRequestBody() ? withoutNulls(method.requestModels()) : Map.of()))
                .orElse(null);
    }

    private static MethodSnapshot method(ApiDefinition api, MethodDefinition method) {
        var integration = method.integration();
        if (integration == null) {
            throw new IllegalStateException("A frozen method has an integration");
        }
        return new MethodSnapshot(
                AuthorizationType.of(method.authorizationType()).name(),
                method.apiKeyRequired(),
                method.operationName(),
                withoutNulls(method.requestParameters()),
                validation(api, method),
                mapped(
                        method.responses(),
                        response -> new MethodResponseSnapshot(withoutNulls(response.responseParameters()))),
                integration(api, integration),
                method.authorizerId(),
                emptyIfNull(method.authorizationScopes()));
    }

    private static IntegrationSnapshot integration(ApiDefinition api, Integration integration) {
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
                "VPC_LINK".equals(integration.connectionType()) ? integration.connectionId() : null,
                integration.credentials(),
                integration.responseTransferMode(),
                streamPauseMillis(api, integration));
    }

    /** What nodes take for granted is left out. */
    private static @Nullable Integer streamPauseMillis(ApiDefinition api, Integration integration) {
        boolean edge = api.settings().endpointConfiguration().isEdge();
        return edge && "STREAM".equals(integration.responseTransferMode()) ? EDGE_PAUSE_MILLIS : null;
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

    static ThrottleSnapshot throttle(String key, MethodSetting setting) {
        return new ThrottleSnapshot(
                pathOf(key), verbOf(key), setting.throttlingRateLimit(), setting.throttlingBurstLimit());
    }

    /** A key whose level was never set says nothing, so that the one for all methods holds. */
    static List<LoggingSnapshot> logging(Map<String, MethodSetting> settings) {
        List<LoggingSnapshot> logging = new ArrayList<>();
        settings.forEach((key, setting) -> {
            String level = setting.loggingLevel();
            if (level != null) {
                logging.add(new LoggingSnapshot(pathOf(key), verbOf(key), level, setting.dataTraceEnabled()));
            }
        });
        return logging;
    }

    /** management-api 7: keys keep the caller's spelling; here they are unescaped and get one leading slash. */
    private static String pathOf(String key) {
        String resource =
                key.substring(0, key.lastIndexOf('/')).replace("~1", "/").replace("~0", "~");
        return resource.equals("*") || resource.startsWith("/") ? resource : "/" + resource;
    }

    private static String verbOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
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
