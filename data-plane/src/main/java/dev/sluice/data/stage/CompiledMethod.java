package dev.sluice.data.stage;

import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * One method, ready to run. Immutable.
 *
 * @param facts what its steps may know of it
 * @param pipeline the steps in their order
 * @param logging what is written down of its calls; null: nothing
 */
public record CompiledMethod(
        MethodFacts facts, Pipeline pipeline, @Nullable LogSetting logging) {
    /** A method whose calls are not written down. */
    public CompiledMethod(MethodFacts facts, Pipeline pipeline) {
        this(facts, pipeline, null);
    }
}
