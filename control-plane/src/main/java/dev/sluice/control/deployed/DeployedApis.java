package dev.sluice.control.deployed;

import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ApiDefinitions;
import dev.sluice.control.apis.diff.ApiComparison;
import dev.sluice.control.apis.frozen.FrozenApiKey;
import dev.sluice.control.apis.frozen.FrozenApis;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.DocumentationVersionDefinition;
import dev.sluice.control.apis.openapi.export.ExportedStage;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.stages.Stage;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What the stages of the current tenant's APIs serve: the copies that their deployments froze. */
@Singleton
public class DeployedApis {
    private final RestApis apis;
    private final ApiDefinitions definitions;
    private final FrozenApis frozenApis;
    private final ApiItems items;
    private final Stages stages;
    private final Installation installation;

    DeployedApis(
            RestApis apis,
            ApiDefinitions definitions,
            FrozenApis frozenApis,
            ApiItems items,
            Stages stages,
            Installation installation) {
        this.apis = apis;
        this.definitions = definitions;
        this.frozenApis = frozenApis;
        this.items = items;
        this.stages = stages;
        this.installation = installation;
    }

    /** A stage as an export shows it, with the documentation of the version that the stage names, if it names one. */
    public ExportedStage exported(StageName name) {
        var stage = stages.require(name);
        var api = apis.require(name.api());
        var frozen = frozen(stage);
        var documentation = documentation(stage);
        return new ExportedStage(
                api.id().value(),
                api.createdAt(),
                installation.apiHost(api.id().value()),
                installation.executionArn(new TenantId(api.tenantId()), api.id().value()),
                name.name(),
                frozen,
                documentation.map(DocumentationVersionDefinition::version).orElse(null),
                documentation.map(DocumentationVersionDefinition::parts).orElseGet(frozen::documentationParts));
    }

    /**
     * How the API differs now from what the stage serves. Takes no lock, so that whoever only looks holds up no change.
     * While one commits, the parts of the API may be of before and after it; what is read then is shown once and never
     * stored, a method whose resource is gone is left out, and what the stage serves is one frozen copy in any case.
     */
    public StageDiff diff(StageName name) {
        var stage = stages.require(name);
        var api = apis.find(name.api()).orElseThrow(Stages::unknown);
        return new StageDiff(stage.deploymentId(), ApiComparison.between(frozen(stage), definitions.read(api)));
    }

    private Optional<DocumentationVersionDefinition> documentation(Stage stage) {
        String version = stage.settings().documentationVersion();
        return version == null
                ? Optional.empty()
                : items.find(stage.key().api(), DocumentationVersionDefinition.KIND, version);
    }

    /** The stage may move, and its deployment go, between the two reads of an export. */
    private ApiDefinition frozen(Stage stage) {
        return frozenApis
                .find(new FrozenApiKey(stage.key().apiId(), stage.deploymentId()))
                .orElseThrow(() -> ProblemException.conflict(
                        "Unable to complete operation due to concurrent modification. Please try again later."));
    }
}
