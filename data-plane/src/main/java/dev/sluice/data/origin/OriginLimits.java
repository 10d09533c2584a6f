package dev.sluice.data.origin;

import java.time.Duration;

/**
 * Bounds of the guarded client; pools are per loop, origin and tenant.
 *
 * @param connections most connections of one pool
 * @param waiting most calls of one pool that wait for a connection; one more is shed
 * @param idle how long an unused connection stays open, unless the origin announced less
 * @param connect longest wait for one TCP or TLS connection
 * @param bodyStall longest pause within an answer's body while the client keeps up; unless it is shortened, the time of
 *     the call as a whole is what ends it, as in AWS (rest-api-runtime 8.1)
 * @param bodyBytes largest answer (decisions 41)
 * @param breakerFailures failures in a row to reach an origin until calls to it fail at once
 * @param breakerOpen how long they do, before one call may try again
 */
public record OriginLimits(
        int connections,
        int waiting,
        Duration idle,
        Duration connect,
        Duration bodyStall,
        long bodyBytes,
        int breakerFailures,
        Duration breakerOpen) {
    public static final OriginLimits DEFAULT = new OriginLimits(
            512,
            1_024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMinutes(15),
            10L * 1024 * 1024,
            20,
            Duration.ofSeconds(5));

    public OriginLimits {
        if (connections < 1 || waiting < 0 || bodyBytes < 0 || breakerFailures < 1) {
            throw new IllegalArgumentException("limits of origins must be positive");
        }
    }
}
