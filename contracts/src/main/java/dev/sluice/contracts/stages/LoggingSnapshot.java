package dev.sluice.contracts.stages;

/**
 * What a stage has written down of the calls of a method (observability 1).
 *
 * @param resourcePath path template it holds for, with leading slash; {@code *} for every resource
 * @param verb HTTP verb it holds for; {@code *} for every verb
 * @param level OFF, ERROR or INFO
 * @param dataTrace headers and bodies too
 */
public record LoggingSnapshot(String resourcePath, String verb, String level, boolean dataTrace) {}
