package dev.sluice.data.transform;

import dev.sluice.data.payload.Compressors;
import dev.sluice.data.pipeline.BodyBudget;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.templates.TemplateEngine;

/**
 * What the compiled methods of a node share to transform messages. Thread-safe.
 *
 * @param limits how large bodies may be
 * @param bodies reads bodies whole
 * @param rendering runs templates
 * @param compressors pack replies
 * @param budget bounds the bodies that are held whole
 */
public record Transforms(
        BodyLimits limits, WholeBodies bodies, Rendering rendering, Compressors compressors, BodyBudget budget) {
    /** Large bodies are read and rendered on the workers. */
    public Transforms(BodyLimits limits, TemplateEngine engine, Workers workers, BodyBudget budget) {
        this(limits, new WholeBodies(limits, workers), new Rendering(engine, workers), new Compressors(), budget);
    }
}
