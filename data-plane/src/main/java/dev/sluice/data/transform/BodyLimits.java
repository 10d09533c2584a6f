package dev.sluice.data.transform;

/**
 * How large bodies may be once they are decoded, in bytes.
 *
 * @param requestBytes what a client sends
 * @param responseBytes what an origin sends
 */
public record BodyLimits(long requestBytes, long responseBytes) {}
