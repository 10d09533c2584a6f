package dev.sluice.control.stages;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.frozen.FrozenApiKey;
import dev.sluice.control.apis.frozen.FrozenApis;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stages of the current tenant's APIs. Every change publishes the stage whole, in the transaction of the change,
 * with the row locks of its API and of itself held, so that revisions of a stage commit in their order.
 */
@Singleton
public class Stages {
    /** management-api 14. */
    private static final int MAX_PER_API = 10;

    private final StageRepository repository;
    private final RestApis apis;
    private final FrozenApis frozenApis;
    private final StagePublisher publisher;

    Stages(StageRepository repository, RestApis apis, FrozenApis frozenApis, StagePublisher publisher) {
        this.repository = repository;
        this.apis = apis;
        this.frozenApis = frozenApis;
        this.publisher = publisher;
    }

    public Stage create(StageName name, StageDraft draft) {
        apis.requireLocked(name.api());
        return createUnderLock(name, draft);
    }

    /** All stages of an API, or those that point at a deployment. */
    public List<Stage> list(RestApiId api, @Nullable String deploymentId) {
        apis.require(api);
        return deploymentId == null || deploymentId.isEmpty()
                ? repository.all(api)
                : repository.ofDeployment(api, deploymentId);
    }

    public Stage require(StageName name) {
        return find(name, LockModeType.NONE).orElseThrow(Stages::unknown);
    }

    public Stage update(StageName name, List<PatchOperation> operations) {
        apis.requireLocked(name.api(), Stages::unknown);
        var stage = find(name, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Stages::unknown);
        return operations.isEmpty() ? stage : change(stage, draft -> StagePatches.TABLE.apply(draft, operations));
    }

    public void delete(StageName name) {
        apis.requireLocked(name.api(), Stages::unknown);
        var stage = find(name, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Stages::unknown);
        publisher.publishDeletion(stage);
        repository.delete(stage);
    }

    /** Points the stage at a new deployment, making the stage if there is none; the caller holds the API's lock. */
    public Stage deploy(StageName name, String deploymentId, Consumer<StageDraft> change) {
        var stage = find(name, LockModeType.PESSIMISTIC_WRITE);
        if (stage.isPresent()) {
            return change(stage.get(), draft -> {
                draft.deploymentId(deploymentId);
                change.accept(draft);
            });
        }
        var draft = new StageDraft(deploymentId);
        change.accept(draft);
        return createUnderLock(name, draft);
    }

    public boolean exists(StageName name) {
        return find(name, LockModeType.NONE).isPresent();
    }

    public boolean anyPointsAt(RestApiId api, String deploymentId) {
        return !repository.ofDeployment(api, deploymentId).isEmpty();
    }

    private Stage createUnderLock(StageName name, StageDraft draft) {
        if (!name.isLegal()) {
            throw ProblemException.badRequest("Stage name only allows a-zA-Z0-9_-");
        }
        if (exists(name)) {
            throw ProblemException.conflict("Stage already exists");
        }
        if (repository.count("apiId", name.apiId()) >= MAX_PER_API) {
            throw ProblemException.limitExceeded(
                    "Maximum number of stages for this API has been reached: " + MAX_PER_API);
        }
        var frozen = requireFrozen(name, draft.deploymentId());
        var stage = new Stage(name, draft);
        repository.persistAndFlush(stage);
        publisher.publish(stage, frozen);
        return stage;
    }

    private Stage change(Stage stage, Consumer<StageDraft> change) {
        var draft = new StageDraft(stage);
        change.accept(draft);
        var frozen = requireFrozen(stage.key(), draft.deploymentId());
        stage.change(draft);
        publisher.publish(stage, frozen);
        return stage;
    }

    private ApiDefinition requireFrozen(StageName name, String deploymentId) {
        return frozenApis
                .find(new FrozenApiKey(name.apiId(), deploymentId))
                .orElseThrow(() -> ProblemException.badRequest("Deployment id does not exist"));
    }

    private Optional<Stage> find(StageName name, LockModeType lock) {
        return name.isLegal() && apis.find(name.api()).isPresent()
                ? repository.findByIdOptional(name, lock)
                : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid stage identifier specified");
    }
}
