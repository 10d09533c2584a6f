package dev.sluice.contracts.stages;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A limit that an API's owner has put on calls of a kind, counted by the value of a key. It has a rate, or a number of
 * calls under way at once, or both.
 *
 * @param resourcePath path template it holds for, with leading slash; null: the whole stage
 * @param verb the method it holds for, {@code ANY} included; null: all methods of the resource, together
 * @param key {@link ThrottleKey}; null: all calls count alike
 * @param ratePerSecond refill of each value's token bucket, above 0; null: the rate is not limited
 * @param burst capacity of each value's bucket, at least 1; there is one exactly where there is a rate
 * @param concurrency most calls under way at once with the same value, at least 1; null: any number
 * @param headers whether replies tell clients of it; absent when they do not
 */
public record KeyedThrottleSnapshot(
        @Nullable String resourcePath,
        @Nullable String verb,
        @Nullable String key,
        @Nullable Double ratePerSecond,
        @Nullable Integer burst,
        @Nullable Integer concurrency,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean headers) {}
