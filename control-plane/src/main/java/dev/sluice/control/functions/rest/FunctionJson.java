package dev.sluice.control.functions.rest;

import dev.sluice.contracts.functions.FunctionAnswer.OneFunction;
import java.time.Instant;

/**
 * A function.
 *
 * @param version the newest, which a call without a qualifier means
 */
public record FunctionJson(
        String name, String arn, String description, int version, Instant createdAt, Instant updatedAt) {
    static FunctionJson of(OneFunction function) {
        return new FunctionJson(
                function.name(),
                function.arn(),
                function.description(),
                function.version(),
                function.createdAt(),
                function.updatedAt());
    }
}
