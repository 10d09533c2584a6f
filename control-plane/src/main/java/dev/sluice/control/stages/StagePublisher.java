package dev.sluice.control.stages;

import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.control.apis.ApiPart;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.CurrentTenant;
import jakarta.inject.Singleton;
import java.util.function.ObjLongConsumer;

/** Sends stages to the nodes, in the transaction of the change. The stages of a deleted API go with it. */
@Singleton
class StagePublisher implements ApiPart {
    private final StageRepository repository;
    private final Publications publications;
    private final Revisions revisions;
    private final CurrentTenant tenant;

    StagePublisher(StageRepository repository, Publications publications, Revisions revisions, CurrentTenant tenant) {
        this.repository = repository;
        this.publications = publications;
        this.revisions = revisions;
        this.tenant = tenant;
    }

    /** The revision under which the stage was published. */
    long publish(Stage stage, ApiDefinition frozen) {
        return publish(stage, frozen, (_, _) -> {});
    }

    /** The same, with a last change that keeps the revision, which never comes again. */
    long publish(Stage stage, ApiDefinition frozen, ObjLongConsumer<Stage> change) {
        long revision = revisions.next();
        change.accept(stage, revision);
        publications.publish(StageSnapshots.of(tenant.id(), stage, frozen, revision));
        return revision;
    }

    void publishDeletion(Stage stage) {
        var key = StageSnapshots.keyOf(tenant.id(), stage);
        publications.publish(new StageDeletion(StageDeletion.FORMAT_VERSION, key, revisions.next()));
    }

    @Override
    public void deleting(RestApi api) {
        repository.all(api.id()).forEach(this::publishDeletion);
    }
}
