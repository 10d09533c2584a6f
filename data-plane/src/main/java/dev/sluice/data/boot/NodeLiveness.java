package dev.sluice.data.boot;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: the worker that brings new configuration has not died. A broker that is away does not count. */
@Liveness
@Singleton
final class NodeLiveness implements HealthCheck {
    private final NodeHolder holder;

    NodeLiveness(NodeHolder holder) {
        this.holder = holder;
    }

    @Override
    public HealthCheckResponse call() {
        Node node = holder.node();
        return HealthCheckResponse.named("configuration worker")
                .status(node == null || node.isAlive())
                .build();
    }
}
