package dev.sluice.data.boot;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The node of this process, once it runs; what health and metrics look at. */
@Singleton
final class NodeHolder {
    private volatile @Nullable Node node;

    @Nullable
    Node node() {
        return node;
    }

    void node(Node started) {
        node = started;
    }

    /** Stops the node while the management port still answers, so that its readiness is seen to be gone. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        Node running = node;
        if (running != null) {
            running.stop();
        }
    }
}
