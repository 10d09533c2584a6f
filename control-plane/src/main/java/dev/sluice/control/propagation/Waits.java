package dev.sluice.control.propagation;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.tenants.CurrentLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Decides how long a call that published stages waits for the nodes: as it asked, else as its tenant's setting says. */
@ApplicationScoped
public class Waits {
    private final Propagations propagations;
    private final PropagationSettings settings;
    private final TenantTransaction transaction;
    private final CurrentLimits limits;

    Waits(
            Propagations propagations,
            PropagationSettings settings,
            TenantTransaction transaction,
            CurrentLimits limits) {
        this.propagations = propagations;
        this.settings = settings;
        this.transaction = transaction;
        this.limits = limits;
    }

    /** Waits for all of the stages together; true when nobody wants to wait or every node serves all of them. */
    public boolean await(Map<StageKey, Long> revisions, Optional<Duration> asked) throws InterruptedException {
        if (revisions.isEmpty()) {
            return true;
        }
        if (asked.isEmpty() && !tenantWaits(revisions.keySet().iterator().next())) {
            return true;
        }
        var wanted = asked.orElse(settings.defaultWait());
        var limit = wanted.compareTo(settings.longestWait()) < 0 ? wanted : settings.longestWait();
        long end = System.nanoTime() + limit.toNanos();
        boolean complete = true;
        for (var stage : revisions.entrySet()) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            complete &= propagations.await(stage.getKey(), stage.getValue(), left);
        }
        return complete;
    }

    private boolean tenantWaits(StageKey stage) {
        return transaction.call(new TenantId(stage.tenant()), () -> limits.get().waitForPropagation());
    }
}
