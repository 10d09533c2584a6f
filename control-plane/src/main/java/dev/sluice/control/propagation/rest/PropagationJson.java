package dev.sluice.control.propagation.rest;

import dev.sluice.control.propagation.NodeState;
import dev.sluice.control.propagation.Propagation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a stage's revision has come (platform-api, "Propagation"). */
public record PropagationJson(
        String api, String stage, long revision, Instant committedAt, boolean complete, List<NodeJson> nodes) {
    static PropagationJson of(Propagation propagation) {
        return new PropagationJson(
                propagation.stage().api(),
                propagation.stage().stage(),
                propagation.revision(),
                propagation.committedAt(),
                propagation.complete(),
                propagation.nodes().stream().map(NodeJson::of).toList());
    }

    /** One node: {@code serving}, {@code refused} or {@code waiting}. */
    public record NodeJson(
            String node,
            long revision,
            String state,
            @Nullable String reason,
            @Nullable Long milliseconds) {
        static NodeJson of(NodeState state) {
            return new NodeJson(
                    state.node(),
                    state.revision(),
                    state.state().name().toLowerCase(Locale.ROOT),
                    state.reason().orElse(null),
                    state.milliseconds().orElse(null));
        }
    }
}
