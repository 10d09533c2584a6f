package dev.sluice.data.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the node has configuration, listens and does not drain. */
@Readiness
@Singleton
final class NodeReadiness implements HealthCheck {
    private final NodeHolder holder;

    NodeReadiness(NodeHolder holder) {
        this.holder = holder;
    }

    @Override
    public HealthCheckResponse call() {
        Node node = holder.node();
        var response = HealthCheckResponse.named("node").status(node != null && node.isReady());
        if (node != null) {
            response.withData("configured", node.stages().isConfigured())
                    .withData("draining", node.isDraining())
                    .withData("stages", node.stages().size());
        }
        return response.build();
    }
}
