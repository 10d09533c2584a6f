package dev.sluice.contracts.stages;

/**
 * A rate limit of a stage.
 *
 * @param resourcePath path template it holds for, with leading slash; {@code *} for every resource
 * @param verb HTTP verb it holds for; {@code *} for every verb
 * @param ratePerSecond refill of the token bucket; 0 refuses everything, a negative number means no limit
 * @param burst capacity of the bucket; 0 refuses everything, a negative number means no limit
 */
public record ThrottleSnapshot(String resourcePath, String verb, double ratePerSecond, int burst) {}
