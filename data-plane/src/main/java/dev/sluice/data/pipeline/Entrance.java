package dev.sluice.data.pipeline;

/**
 * How a call came in from a private network: facts of its connection, but for the host that it names. Immutable.
 *
 * @param endpoint that it came through
 * @param named whether its host names that endpoint beside the API: {@code {api}-{endpoint}.execute-api…}
 */
public record Entrance(VpcEndpoint endpoint, boolean named) {}
