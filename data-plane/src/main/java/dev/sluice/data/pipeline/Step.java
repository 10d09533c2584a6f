package dev.sluice.data.pipeline;

/**
 * One decision or change on a request's way. Immutable and shared by all loops; runs on the exchange's loop and never
 * blocks. A step never calls the next one.
 */
public interface Step {
    Outcome run(Exchange exchange);
}
