package dev.sluice.data.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What the client sent, after the strict HTTP step: one reading, no decision still open. Confined to the exchange's loop.
 *
 * @param verb the method, after a method override, upper case
 * @param secure true when the request came over TLS
 * @param host the Host header as sent
 * @param stagePath path with the stage, as received; slashes before the stage count as one (rest-api-runtime 2.4)
 * @param path path after the API and stage were taken off, as received: what events and origins see
 * @param canonicalPath the same path in the one form that decisions use (rest-api-runtime 2.4)
 * @param query raw query without the question mark; empty when there is none
 * @param headers fields that are left after the arrival rules (rest-api-runtime 11.1); steps may change them
 * @param body the bytes, still on their way
 * @param peerAddress IP address in text form of who is at the other end of the connection; {@link #TEST_SOURCE} in a
 *     test invocation
 * @param sourceAddress the client's: that of the peer, unless this is a proxy that the installation trusts
 * @param localPort the port of this node that the client called
 * @param sentVerb the method as the client wrote it
 * @param sentPath the whole path as received, with what names the API
 * @param entrance how the call came in from a private network; null of one that came in publicly
 * @param dropped fields that the arrival rules took off, in order, of a request that is signed; null of any other
 */
public record Request(
        String verb,
        boolean secure,
        String host,
        String stagePath,
        String path,
        String canonicalPath,
        String query,
        Headers headers,
        Body body,
        String peerAddress,
        String sourceAddress,
        int localPort,
        String sentVerb,
        String sentPath,
        @Nullable Entrance entrance,
        @Nullable Headers dropped) {
    /** What stands for the client's address in a test invocation (rest-api-runtime 1.3). */
    public static final String TEST_SOURCE = "test-invoke-source-ip";

    /** The same request with another query. */
    public Request withQuery(String changed) {
        return new Request(
                verb,
                secure,
                host,
                stagePath,
                path,
                canonicalPath,
                changed,
                headers,
                body,
                peerAddress,
                sourceAddress,
                localPort,
                sentVerb,
                sentPath,
                entrance,
                dropped);
    }

    /** Whether no client but the management API calls. */
    public boolean isTest() {
        return peerAddress.equals(TEST_SOURCE);
    }
}
