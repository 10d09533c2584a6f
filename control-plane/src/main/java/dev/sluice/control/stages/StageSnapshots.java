package dev.sluice.control.stages;

import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.contracts.stages.FlushEpochs;
import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.LoggingSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ThrottleSnapshot;
import dev.sluice.contracts.stages.ValidationSnapshot;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.ids.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
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
                api(frozen),
                resources(frozen),
                withoutNulls(settings.variables()),
                throttles(settings.methodSettings()),
                logging(settings.methodSettings()),
                flushes(stage));
    }

    private static @Nullable FlushEpochs flushes(Stage stage) {
        return stage.responsesEpoch() == 0 && stage.authorizersEpoch() == 0
                ? null
                : new FlushEpochs(stage.responsesEpoch(), stage.authorizersEpoch());
    }

    /** An API of one method, whose integration exists, or of one authorizer, as a stage that is never published. */
    public static StageSnapshot unpublished(StageKey key, ApiDefinition tried, Map<String, String> variables) {
        return new StageSnapshot(
                StageSnapshot.FORMAT_VERSION,
                key,
                1,
                "",
                api(tried),
                resources(tried),
                variables,
                List.of(),
                List.of(),
                null);
    }

    private static ApiSnapshot api(ApiDefinition api) {
        var settings = api.settings();
        return new ApiSnapshot(
                settings.name(),
                settings.disableExecuteApiEndpoint(),
                settings.binaryMediaTypes(),
                settings.minimumCompressionSize(),
                models(api),
                api.gatewayResponses().stream()
                        .map(StageSnapshots::gatewayResponse)
                        .toList(),
                api.authorizers().stream().map(StageSnapshots::authorizer).toList());
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
                authorizer.effectiveTtlSeconds());
    }

    /** A model may refer to any other, so a body that is validated needs them all. */
    private static Map<String, String> models(ApiDefinition api) {
        if (api.validators().stream().noneMatch(ValidatorDefinition::validateRequestBody)) {
            return Map.of();
        }
        return api.models().stream()
                .collect(Collectors.toMap(
                        ModelDefinition::name, model -> model.schema() == null ? "{}" : model.schema()));
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
                integration(integration),
                method.authorizerId());
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
                "VPC_LINK".equals(integration.connectionType()) ? integration.connectionId() : null,
                integration.credentials(),
                integration.responseTransferMode());
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
