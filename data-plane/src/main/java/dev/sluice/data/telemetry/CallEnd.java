package dev.sluice.data.telemetry;

/**
 * How a call ended on the wire.
 *
 * @param status status that was sent; 0 when the client was gone before
 * @param requestBytes bytes of the request's body that came
 * @param responseBytes bytes of the reply's body that were sent
 * @param nanos monotonic clock at the end
 * @param protocol what the client spoke
 * @param api the API that the request named; empty when it named none
 * @param stage the stage that the request named; empty when it named none
 */
public record CallEnd(
        int status, long requestBytes, long responseBytes, long nanos, Protocol protocol, String api, String stage) {}
