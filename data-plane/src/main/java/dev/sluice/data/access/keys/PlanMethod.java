package dev.sluice.data.access.keys;

import dev.sluice.contracts.stages.StageKey;

/**
 * A method as plans name it.
 *
 * @param name resource path and verb, as {@code /pets/GET}; the root's GET is {@code //GET} (management-api 8)
 */
record PlanMethod(StageKey stage, String name) {}
