package dev.sluice.control.stages;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Which deployments the stages of the current tenant pointed at. It ends with the stage. */
@Singleton
class StageHistory implements PanacheRepositoryBase<StageHistoryEntry, StageHistoryKey> {
    /** The newest entries below a revision, newest first. */
    List<StageHistoryEntry> before(StageName stage, long revision, int count) {
        return find(
                        "apiId = ?1 and stageName = ?2 and revision < ?3 order by revision desc",
                        stage.apiId(),
                        stage.name(),
                        revision)
                .range(0, count - 1)
                .list();
    }

    boolean holds(StageName stage, String deploymentId) {
        return count("apiId = ?1 and stageName = ?2 and deploymentId = ?3", stage.apiId(), stage.name(), deploymentId)
                > 0;
    }
}
