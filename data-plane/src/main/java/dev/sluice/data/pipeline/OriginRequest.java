package dev.sluice.data.pipeline;

/**
 * What goes to the server behind a method.
 *
 * @param verb HTTP method towards the origin
 * @param secure true for https
 * @param host host name or address without port or brackets
 * @param port TCP port
 * @param target path and query, as they go on the wire
 * @param headers fields to send; Host included, framing fields excluded
 * @param body bytes to send
 * @param timeoutMillis longest wait for a connection, and again from the whole request to the end of the answer; time in
 *     which the client does not keep up does not count
 * @param insecureSkipVerification accept certificates of unknown authorities
 * @param longPauseMillis longest pause within the answer, whose size its reader bounds; 0: the limits of the guarded
 *     client hold for both
 */
public record OriginRequest(
        String verb,
        boolean secure,
        String host,
        int port,
        String target,
        Headers headers,
        Body body,
        int timeoutMillis,
        boolean insecureSkipVerification,
        int longPauseMillis) {
    /** rest-api-runtime 8.7: what a stream of a regional or private API may pause. */
    public static final int LONG_PAUSE_MILLIS = 5 * 60 * 1_000;

    /** The same request with another body. */
    public OriginRequest with(Body other) {
        return new OriginRequest(
                verb,
                secure,
                host,
                port,
                target,
                headers,
                other,
                timeoutMillis,
                insecureSkipVerification,
                longPauseMillis);
    }

    /** Whether the reader of the answer bounds its size. */
    public boolean isForLongAnswer() {
        return longPauseMillis > 0;
    }

    /** The same request for an answer that its reader bounds. */
    public OriginRequest forLongAnswer(int pauseMillis) {
        return new OriginRequest(
                verb, secure, host, port, target, headers, body, timeoutMillis, insecureSkipVerification, pauseMillis);
    }
}
