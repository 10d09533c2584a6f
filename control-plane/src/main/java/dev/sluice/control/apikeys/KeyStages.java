package dev.sluice.control.apikeys;

import dev.sluice.control.apis.ApiPart;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.stages.Stage;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.StagePart;
import jakarta.inject.Singleton;

/** Lets the stages that keys name go with the stage or its API, so that a new one of the same name is not meant. */
@Singleton
class KeyStages implements ApiPart, StagePart {
    private final ApiKeyRepository keys;
    private final TenantLock lock;

    KeyStages(ApiKeyRepository keys, TenantLock lock) {
        this.keys = keys;
        this.lock = lock;
    }

    @Override
    public void deleting(RestApi api) {
        lock.take(KeyPlans.LOCK);
        String start = ApiKeyDraft.text(new StageName(api.id().value(), ""));
        for (ApiKey key : keys.naming('"' + start)) {
            var draft = new ApiKeyDraft(key.settings());
            draft.removeStagesOf(api.id());
            key.change(draft.build());
        }
    }

    @Override
    public void deleting(Stage stage) {
        lock.take(KeyPlans.LOCK);
        for (ApiKey key : keys.naming('"' + ApiKeyDraft.text(stage.key()) + '"')) {
            var draft = new ApiKeyDraft(key.settings());
            draft.removeStage(stage.key());
            key.change(draft.build());
        }
    }
}
