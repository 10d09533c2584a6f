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
        boolean insecureSkipVerification) {}
