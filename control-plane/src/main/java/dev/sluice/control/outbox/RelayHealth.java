package dev.sluice.control.outbox;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the relay has reached database and Kafka. A later interruption shows as the relay's state, but leaves the
 * process ready: changes are accepted meanwhile and arrive when Kafka is back.
 */
@Readiness
@Singleton
class RelayHealth implements HealthCheck {
    private final OutboxRelay relay;

    RelayHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        var status = relay.status();
        return HealthCheckResponse.named("relay")
                .status(relay.hasWorked())
                .withData("state", status.state().name())
                .withData("since", status.since().toString())
                .build();
    }
}
