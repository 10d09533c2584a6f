package dev.sluice.control.outbox;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows how the relay fares. It is up in any state, also when Kafka was away from the start: changes are accepted
 * meanwhile and arrive when Kafka is back.
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
                .up()
                .withData("state", status.state().name())
                .withData("since", status.since().toString())
                .build();
    }
}
