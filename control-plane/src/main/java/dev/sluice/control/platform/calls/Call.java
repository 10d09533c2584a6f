package dev.sluice.control.platform.calls;

/**
 * A management call whose signature is verified.
 *
 * @param requestId what the answer carries as x-amzn-RequestId
 * @param sourceAddress of the connection
 * @param method the verb
 * @param path the path that routing uses: unreserved characters decoded, everything else as sent
 * @param bodyDigest SHA-256 of the body in hexadecimal
 */
public record Call(
        String requestId, Principal principal, String sourceAddress, String method, String path, String bodyDigest) {
    /** Whether the call may change something. */
    public boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD");
    }
}
