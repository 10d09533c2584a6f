package dev.sluice.control.deployments;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.frozen.FrozenApiKey;
import dev.sluice.control.apis.frozen.FrozenApis;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.stages.StageDraft;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deployments of the current tenant's APIs. */
@Singleton
public class Deployments {
    private static final PatchTable<Deployment> PATCHES = PatchTable.<Deployment>refusing(Refusal.B)
            .replace("/description", (deployment, patch) -> deployment.description(patch.textOrNull()))
            .build();

    private final DeploymentRepository repository;
    private final RestApis apis;
    private final FrozenApis frozenApis;
    private final Stages stages;

    Deployments(DeploymentRepository repository, RestApis apis, FrozenApis frozenApis, Stages stages) {
        this.repository = repository;
        this.apis = apis;
        this.frozenApis = frozenApis;
        this.stages = stages;
    }

    /** Freezes the API as it is now and, when a stage is named, points that stage at the result. */
    public Deployment create(RestApiId apiId, NewDeployment wanted) {
        var api = apis.requireLocked(apiId);
        var deployment = new Deployment(api, wanted.description());
        if (wanted.canary() != null) {
            requireStageOfCanary(apiId, wanted.stageName());
        }
        frozenApis.freeze(api, deployment.key().id());
        repository.persistAndFlush(deployment);
        String stage = wanted.stageName();
        if (stage != null && !stage.isEmpty()) {
            point(new StageName(apiId.value(), stage), deployment.key().id(), wanted);
        }
        return deployment;
    }

    private void point(StageName stage, String deploymentId, NewDeployment wanted) {
        var canary = wanted.canary();
        if (canary == null) {
            stages.deploy(stage, deploymentId, draft -> applyToStage(draft, wanted));
        } else {
            stages.deployCanary(stage, canary.at(deploymentId), draft -> applyToStage(draft, wanted));
        }
    }

    public Page<Deployment> list(RestApiId api, PageRequest request) {
        apis.require(api);
        return repository.page(api, request);
    }

    public Deployment require(DeploymentKey key) {
        return find(key).orElseThrow(Deployments::unknown);
    }

    /** The API as the deployment froze it. */
    public ApiDefinition frozen(DeploymentKey key) {
        return frozenApis.find(new FrozenApiKey(key.apiId(), key.id())).orElseThrow(Deployments::unknown);
    }

    public Deployment update(DeploymentKey key, List<PatchOperation> operations) {
        apis.requireLocked(key.api(), Deployments::unknown);
        var deployment = require(key);
        PATCHES.apply(deployment, operations);
        return deployment;
    }

    public void delete(DeploymentKey key) {
        apis.requireLocked(key.api(), Deployments::unknown);
        var deployment = require(key);
        if (stages.anyPointsAt(key.api(), key.id())) {
            throw ProblemException.badRequest("Active stages pointing to this deployment must be moved or deleted");
        }
        repository.delete(deployment);
        frozenApis.delete(new FrozenApiKey(key.apiId(), key.id()));
    }

    private static void applyToStage(StageDraft stage, NewDeployment wanted) {
        if (wanted.cacheClusterEnabled() != null) {
            stage.cacheClusterEnabled(wanted.cacheClusterEnabled());
        }
        if (wanted.stageDescription() != null) {
            stage.description(wanted.stageDescription());
        }
        if (wanted.variables() != null) {
            stage.variables(wanted.variables());
        }
        if (wanted.tracingEnabled() != null) {
            stage.tracingEnabled(wanted.tracingEnabled());
        }
        if (wanted.cacheClusterSize() != null) {
            stage.cacheClusterSize(wanted.cacheClusterSize());
        }
    }

    /** management-api 7. */
    private void requireStageOfCanary(RestApiId api, @Nullable String stage) {
        if (stage == null || stage.isEmpty()) {
            throw ProblemException.badRequest(
                    "Invalid deployment content specified.Non null and non empty stageName must"
                            + " be provided for canary deployment. Provided value is " + stage);
        }
        if (!stages.exists(new StageName(api.value(), stage))) {
            throw ProblemException.badRequest("Invalid deployment content specified.Stage " + stage
                    + " must already be created before making a canary release deployment");
        }
    }

    private Optional<Deployment> find(DeploymentKey key) {
        return RandomIds.isWellFormed(key.apiId()) && RandomIds.isWellFormed(key.id())
                ? repository.findByIdOptional(key)
                : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Deployment identifier specified");
    }
}
