package dev.sluice.control.targets.rest;

import dev.sluice.control.targets.ServiceTarget;
import java.time.Instant;

/** Where a service is called. */
public record ServiceEndpointJson(String service, String endpoint, Instant createdAt, Instant updatedAt) {
    static ServiceEndpointJson of(ServiceTarget target) {
        return new ServiceEndpointJson(target.service(), target.endpoint(), target.createdAt(), target.updatedAt());
    }
}
