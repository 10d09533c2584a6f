package dev.sluice.control.invocations;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.authorizers.Authorizers;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.stages.StageSnapshots;
import dev.sluice.control.stages.StageVariables;
import dev.sluice.control.tenants.CurrentLimits;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts together what a node needs to ask an authorizer as it is now, or refuses. Inside a transaction. */
@Singleton
class TriedAuthorizers {
    private final RestApis apis;
    private final Authorizers authorizers;
    private final ApiItems items;
    private final CurrentLimits limits;

    TriedAuthorizers(RestApis apis, Authorizers authorizers, ApiItems items, CurrentLimits limits) {
        this.apis = apis;
        this.authorizers = authorizers;
        this.items = items;
        this.limits = limits;
    }

    AuthorizerTrial read(TenantId tenant, RestApiId id, String authorizerId, TrialRequest request) {
        AuthorizerDefinition authorizer = authorizers.require(id, authorizerId);
        request.check();
        var tried = new ApiDefinition(
                apis.require(id).settings(),
                List.of(),
                List.of(),
                List.of(),
                List.of(authorizer),
                items.all(id, GatewayResponseDefinition.KIND),
                List.of(),
                List.of());
        var stage = new StageKey(tenant.value(), id.value(), TestInvocation.STAGE);
        var variables = StageVariables.counted(StageVariables.checked(request.stageVariables()), limits.get());
        return new AuthorizerTrial(
                AuthorizerTrial.FORMAT_VERSION,
                StageSnapshots.unpublished(stage, tried, variables),
                request.target(),
                request.headers(),
                request.additionalContext());
    }
}
