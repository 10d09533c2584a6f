package dev.sluice.data.stage;

import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.data.pipeline.Entrance;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the hosts of a stage's API lead to it from (domains-and-endpoints 2 and 9). Immutable.
 *
 * @param closed true when they lead nowhere (disableExecuteApiEndpoint)
 * @param isPrivate whether VPC endpoints alone lead to it; else none does
 * @param endpoints ids of the VPC endpoints whose own hosts lead to it
 */
public record Reach(boolean closed, boolean isPrivate, Set<String> endpoints) {
    /** Of a public API. */
    public static final Reach PUBLIC = new Reach(false, false, Set.of());

    public Reach {
        endpoints = Set.copyOf(endpoints);
    }

    static Reach of(ApiSnapshot api) {
        return new Reach(api.disableExecuteApiEndpoint(), api.isPrivate(), Set.copyOf(api.vpcEndpointIds()));
    }

    /** Whether a call that came in this way gets to the stage. */
    public boolean admits(@Nullable Entrance entrance) {
        if (closed || isPrivate == (entrance == null)) {
            return false;
        }
        return entrance == null
                || !entrance.named()
                || endpoints.contains(entrance.endpoint().id());
    }
}
