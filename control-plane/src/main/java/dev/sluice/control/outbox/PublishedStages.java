package dev.sluice.control.outbox;

import dev.sluice.contracts.stages.StageKey;
import jakarta.enterprise.context.RequestScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which stages the present request has published, in which revision. Valid once its transaction has committed. */
@RequestScoped
public class PublishedStages {
    private final Map<StageKey, Long> revisions = new LinkedHashMap<>();

    void add(StageKey stage, long revision) {
        revisions.put(stage, revision);
    }

    /** The last revision of each. */
    public Map<StageKey, Long> revisions() {
        return Map.copyOf(revisions);
    }
}
