package dev.sluice.control.stages;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.frozen.FrozenApiKey;
import dev.sluice.control.apis.frozen.FrozenApis;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stages of the current tenant's APIs. Every change publishes the stage whole, in the transaction of the change,
 * with the row locks of its API and of itself held, so that revisions of a stage commit in their order.
 */
@Singleton
public class Stages {
    private final StageRepository repository;
    private final RestApis apis;
    private final FrozenApis frozenApis;
    private final StageReferences references;
    private final StagePublisher publisher;
    private final StageHistory history;

    Stages(
            StageRepository repository,
            RestApis apis,
            FrozenApis frozenApis,
            StageReferences references,
            StagePublisher publisher,
            StageHistory history) {
        this.repository = repository;
        this.apis = apis;
        this.frozenApis = frozenApis;
        this.references = references;
        this.publisher = publisher;
        this.history = history;
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
        var stage = requireLocked(name);
        return operations.isEmpty() ? stage : change(stage, draft -> StagePatches.TABLE.apply(draft, operations));
    }

    public void delete(StageName name) {
        var stage = requireLocked(name);
        references.letGo(stage);
        publisher.publishDeletion(stage);
        repository.delete(stage);
    }

    /** Points the stage at a new deployment, making the stage if there is none; the caller holds the API's lock. */
    public Stage deploy(StageName name, String deploymentId, Consumer<StageDraft> change) {
        var stage = find(name, LockModeType.PESSIMISTIC_WRITE);
        if (stage.isPresent()) {
            return change(stage.get(), draft -> {
                draft.deploy(deploymentId);
                change.accept(draft);
            });
        }
        var draft = new StageDraft(deploymentId);
        change.accept(draft);
        return createUnderLock(name, draft);
    }

    /** Gives an existing stage a canary, without moving the stage; the caller holds the API's lock. */
    public Stage deployCanary(StageName name, CanarySettings canary, Consumer<StageDraft> change) {
        return change(find(name, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Stages::unknown), draft -> {
            draft.canarySettings(canary);
            change.accept(draft);
        });
    }

    /** Forgets what the stage's cache of responses holds. */
    public void flushResponses(StageName name) {
        var stage = requireLocked(name);
        publisher.publish(stage, requireFrozen(name, stage.deploymentId()), Stage::flushResponses);
    }

    /** Forgets what the stage's authorizers answered. */
    public void flushAuthorizers(StageName name) {
        var stage = requireLocked(name);
        publisher.publish(stage, requireFrozen(name, stage.deploymentId()), Stage::flushAuthorizers);
    }

    /** The deployments that the stage pointed at under revisions below the given one, newest first. */
    public List<StageHistoryEntry> history(StageName name, long beforeRevision, int count) {
        require(name);
        return history.before(name, beforeRevision, count);
    }

    /** Points the stage at a deployment that it pointed at before; nothing else of it changes. */
    public StageHistoryEntry rollBack(StageName name, String deploymentId) {
        var stage = requireLocked(name);
        if (!history.holds(name, deploymentId)) {
            throw ProblemException.badRequest(
                    "Stage " + name.name() + " never pointed at a deployment with id " + deploymentId);
        }
        change(stage, draft -> draft.deploymentId(deploymentId));
        return history.before(name, Long.MAX_VALUE, 1).getFirst();
    }

    /** Nodes know no tags, so nothing is published. */
    void retag(StageName name, UnaryOperator<Map<String, String>> change) {
        var stage = requireLocked(name);
        var draft = new StageDraft(stage, references.limits());
        draft.tags(change.apply(stage.settings().tags()));
        stage.change(draft);
    }

    public boolean exists(StageName name) {
        return find(name, LockModeType.NONE).isPresent();
    }

    /** Those of the names that are there, by one query. */
    public Set<StageName> existing(Collection<StageName> names) {
        Set<String> apiIds = names.stream().map(StageName::apiId).collect(Collectors.toSet());
        Set<StageName> found = apiIds.isEmpty() ? new HashSet<>() : new HashSet<>(repository.ofApis(apiIds));
        found.retainAll(Set.copyOf(names));
        return found;
    }

    /** Whether a stage or its canary points at the deployment. */
    public boolean anyPointsAt(RestApiId api, String deploymentId) {
        return repository.anyUses(api, deploymentId);
    }

    /** The first stage of all APIs that presents a client certificate to origins. */
    public Optional<StageName> presenting(String clientCertificateId) {
        return repository.presenting(clientCertificateId);
    }

    private Stage createUnderLock(StageName name, StageDraft draft) {
        if (!name.isLegal()) {
            throw ProblemException.badRequest("Stage name only allows a-zA-Z0-9_-");
        }
        if (exists(name)) {
            throw ProblemException.conflict("Stage already exists");
        }
        references.limits().requireRoom(Limit.STAGES, repository.count("apiId", name.apiId()));
        var frozen = requireReferences(name, null, draft);
        var stage = new Stage(name, draft);
        repository.persistAndFlush(stage);
        history.persist(new StageHistoryEntry(stage, publisher.publish(stage, frozen)));
        return stage;
    }

    private Stage change(Stage stage, Consumer<StageDraft> change) {
        var draft = new StageDraft(stage, references.limits());
        change.accept(draft);
        var frozen = requireReferences(stage.key(), stage.settings(), draft);
        boolean moves = !draft.deploymentId().equals(stage.deploymentId());
        stage.change(draft);
        long revision = publisher.publish(stage, frozen);
        if (moves) {
            history.persist(new StageHistoryEntry(stage, revision));
        }
        return stage;
    }

    /** Checks all that the stage names; answers the definition to publish. */
    private ApiDefinition requireReferences(StageName name, @Nullable StageSettings former, StageDraft draft) {
        var canary = draft.canarySettings();
        if (canary != null && !frozenApis.exists(new FrozenApiKey(name.apiId(), canary.deploymentId()))) {
            throw unknownDeployment();
        }
        var frozen = requireFrozen(name, draft.deploymentId());
        references.require(name.api(), former, draft.settings());
        return frozen;
    }

    private ApiDefinition requireFrozen(StageName name, String deploymentId) {
        return frozenApis.find(new FrozenApiKey(name.apiId(), deploymentId)).orElseThrow(Stages::unknownDeployment);
    }

    private Stage requireLocked(StageName name) {
        apis.requireLocked(name.api(), Stages::unknown);
        return find(name, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Stages::unknown);
    }

    private Optional<Stage> find(StageName name, LockModeType lock) {
        return name.isLegal() && apis.find(name.api()).isPresent()
                ? repository.findByIdOptional(name, lock)
                : Optional.empty();
    }

    /** The refusal that operations on one stage give. */
    public static ProblemException unknown() {
        return ProblemException.notFound("Invalid stage identifier specified");
    }

    private static ProblemException unknownDeployment() {
        return ProblemException.badRequest("Deployment id does not exist");
    }
}
