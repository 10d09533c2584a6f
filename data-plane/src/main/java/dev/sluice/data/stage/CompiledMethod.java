package dev.sluice.data.stage;

import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Pipeline;

/** One method, ready to run: what its steps may know of it, and the steps in their order. Immutable. */
public record CompiledMethod(MethodFacts facts, Pipeline pipeline) {}
