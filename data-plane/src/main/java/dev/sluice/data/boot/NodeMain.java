package dev.sluice.data.boot;

import dev.sluice.contracts.keys.KeyFileRefused;
import dev.sluice.data.sync.spool.SpoolRefused;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Runs a node until it is asked to stop. What keeps it from starting is one sentence in the log and exit code 1. */
@QuarkusMain
final class NodeMain implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(NodeMain.class);
    private static final int REFUSED = 1;
    private static final int TWIN = 3;

    private final NodePlan plan;
    private final NodeHolder holder;
    private final NodeMetrics metrics;
    private final String version;

    NodeMain(
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
        Node node;
        try {
            node = Node.start(plan, version, () -> Quarkus.asyncExit(TWIN));
        } catch (NodeRefused | SpoolRefused | KeyFileRefused e) {
            LOG.error(e.getMessage());
            return REFUSED;
        }
        holder.node(node);
        metrics.bind(node);
        Quarkus.waitForExit();
        return 0;
    }
}
