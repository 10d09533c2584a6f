package dev.sluice.control.invocations;

import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.Integrations;
import dev.sluice.control.apis.methods.Method;
import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.apis.methods.Methods;
import dev.sluice.control.apis.resources.Resources;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.stages.KnownCertificates;
import dev.sluice.control.stages.StageSnapshots;
import dev.sluice.control.stages.StageVariables;
import dev.sluice.control.tenants.CurrentLimits;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what a node needs to run a method as it is now, or refuses. Inside a transaction. */
@Singleton
class TriedMethods {
    private static final String ANY = "ANY";

    private final RestApis apis;
    private final ApiItems items;
    private final Resources resources;
    private final Methods methods;
    private final List<KnownCertificates> certificates;
    private final CurrentLimits limits;

    TriedMethods(
            RestApis apis,
            ApiItems items,
            Resources resources,
            Methods methods,
            @All List<KnownCertificates> certificates,
            CurrentLimits limits) {
        this.apis = apis;
        this.items = items;
        this.resources = resources;
        this.methods = methods;
        this.certificates = certificates;
        this.limits = limits;
    }

    TestInvocation read(TenantId tenant, MethodKey key, TestRequest request) {
        Method method = methods.requireAnswering(key);
        Integrations.existing(method.definition().integration());
        if (key.verb().equals(ANY)) {
            throw ProblemException.badRequest(
                    "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD");
        }
        String certificate = request.clientCertificateId();
        if (certificate != null && certificates.stream().noneMatch(known -> known.exists(certificate))) {
            throw ProblemException.badRequest("Invalid client certificate identifier specified");
        }
        var api = apis.require(key.resource().api());
        var resource = resources.require(key.resource());
        var tried = new ResourceDefinition(
                resource.id(), resource.path(), new TreeMap<>(Map.of(method.verb(), method.definition())));
        var id = api.id();
        var definition = new ApiDefinition(
                api.settings(),
                List.of(tried),
                items.all(id, ModelDefinition.KIND),
                items.all(id, ValidatorDefinition.KIND),
                List.of(),
                items.all(id, GatewayResponseDefinition.KIND),
                List.of(),
                List.of());
        var stage = new StageKey(tenant.value(), key.apiId(), TestInvocation.STAGE);
        return new TestInvocation(
                TestInvocation.FORMAT_VERSION,
                StageSnapshots.unpublished(stage, definition, variables(request)),
                key.verb(),
                request.target(),
                request.headers(),
                request.body());
    }

    private Map<String, String> variables(TestRequest request) {
        return StageVariables.counted(StageVariables.checked(request.stageVariables()), limits.get());
    }
}
