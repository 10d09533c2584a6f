package dev.sluice.data.pipeline;

/**
 * Writes down how one exchange runs (observability 3). Nearly every exchange has none, so a step asks once and does no
 * work for it: {@code if (log != null)}. Confined to the exchange's loop.
 */
public interface ExecutionLog {
    /** The request that is about to go to the origin; the caller sends the result, whose body is listened to. */
    OriginRequest sending(OriginRequest request);

    /** The head of the origin's answer; the caller goes on with the result, whose body is listened to. */
    OriginResponse received(OriginResponse response, long originNanos);
}
