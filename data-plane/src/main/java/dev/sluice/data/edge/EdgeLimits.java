package dev.sluice.data.edge;

import java.time.Duration;

/**
 * What a client may send and how long it may take (security-requirements 25 and 26, rest-api-runtime 18).
 *
 * @param targetBytes longest request target
 * @param headerLines most header fields of a request
 * @param headerValueBytes sum of the header values
 * @param bodyBytes largest request body
 * @param headTime from a request's first byte, or from the accept, to the end of its head
 * @param bodyRateGrace how long a body may come at any rate
 * @param bodyBytesPerSecond slowest body after that
 * @param writeStall how long a client may take nothing of a reply
 * @param idleTime how long a connection may lie idle between two requests
 * @param requestsPerConnection after about so many (10 % more or less) the connection closes
 */
public record EdgeLimits(
        int targetBytes,
        int headerLines,
        int headerValueBytes,
        long bodyBytes,
        Duration headTime,
        Duration bodyRateGrace,
        int bodyBytesPerSecond,
        Duration writeStall,
        Duration idleTime,
        int requestsPerConnection) {

    /** AWS raises it for nobody. */
    private static final int PRIVATE_HEADER_VALUE_BYTES = 8_000;

    /** The limits of calls through VPC endpoints. */
    EdgeLimits inPrivateNetworks() {
        return new EdgeLimits(
                targetBytes,
                headerLines,
                Math.min(headerValueBytes, PRIVATE_HEADER_VALUE_BYTES),
                bodyBytes,
                headTime,
                bodyRateGrace,
                bodyBytesPerSecond,
                writeStall,
                idleTime,
                requestsPerConnection);
    }

    public static EdgeLimits defaults() {
        return new EdgeLimits(
                10_240,
                100,
                10_240,
                10_485_760,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                500,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                1_000);
    }
}
