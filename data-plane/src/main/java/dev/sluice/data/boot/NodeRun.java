package dev.sluice.data.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs a node until it is asked to stop, or until a younger run with its id is alive. */
final class NodeRun implements QuarkusApplication {
    private static final int TWIN = 3;

    private final NodePlan plan;
    private final NodeHolder holder;
    private final NodeMetrics metrics;
    private final String version;

    NodeRun(
            NodePlan plan,
            NodeHolder holder,
            NodeMetrics metrics,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
        this.plan = plan;
        this.holder = holder;
        this.metrics = metrics;
    }

    @Override
    public int run(String... arguments) {
        Node node = Node.start(plan, version, () -> Quarkus.asyncExit(TWIN));
        holder.node(node);
        metrics.bind(node);
        Quarkus.waitForExit();
        return 0;
    }
}
