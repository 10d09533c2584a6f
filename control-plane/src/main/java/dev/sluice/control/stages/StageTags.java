package dev.sluice.control.stages;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tags of stages: {@code [restapis, {id}, stages, {name}]}. */
@Singleton
class StageTags implements TaggedKind {
    private final Stages stages;

    StageTags(Stages stages) {
        this.stages = stages;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 4
                && path.getFirst().equals("restapis")
                && path.get(2).equals("stages");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return stages.require(stage(path)).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        stages.retag(stage(path), change);
    }

    private static StageName stage(List<String> path) {
        return new StageName(path.get(1), path.getLast());
    }
}
