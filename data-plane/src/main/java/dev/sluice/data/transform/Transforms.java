package dev.sluice.data.transform;

/**
 * What the compiled methods of a node share to transform messages. Thread-safe.
 *
 * @param limits how large bodies may be
 * @param bodies reads bodies whole
 * @param rendering runs templates
 */
public record Transforms(BodyLimits limits, WholeBodies bodies, Rendering rendering) {
    public Transforms(BodyLimits limits, Rendering rendering) {
        this(limits, new WholeBodies(limits), rendering);
    }
}
