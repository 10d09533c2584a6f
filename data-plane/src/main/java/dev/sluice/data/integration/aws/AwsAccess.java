package dev.sluice.data.integration.aws;

import dev.sluice.aws.arn.Arns;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.targets.Targets;

/**
 * What all integrations with functions and services of a node share. Thread-safe.
 *
 * @param arns of the APIs that this node serves
 */
public record AwsAccess(Targets targets, Workers workers, Arns arns) {
    /** Reading, writing and signing so much takes a loop a millisecond at most. */
    private static final int MAX_INLINE_BYTES = 64 << 10;

    /** Does work over a body of that length: on the exchange's loop when it is small, else on a worker. */
    public Outcome run(Exchange exchange, int bytes, Workers.Work work) {
        return bytes > MAX_INLINE_BYTES
                ? workers.run(exchange, bytes, work)
                : work.run().run(exchange);
    }
}
