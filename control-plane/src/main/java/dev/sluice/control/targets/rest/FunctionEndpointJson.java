package dev.sluice.control.targets.rest;

import dev.sluice.control.targets.FunctionTarget;
import java.time.Instant;

/** Where functions are invoked. */
public record FunctionEndpointJson(String functionArn, String endpoint, Instant createdAt, Instant updatedAt) {
    static FunctionEndpointJson of(FunctionTarget target) {
        return new FunctionEndpointJson(
                target.functionArn(), target.endpoint(), target.createdAt(), target.updatedAt());
    }
}
