package dev.sluice.control.nodes.calls;

/** What came of a call to a node. */
public sealed interface NodeReply {
    /**
     * It did what it was asked.
     *
     * @param nonce of the call, for which the body is sealed
     */
    @SuppressWarnings("ArrayRecordComponent") // opened once, compared by nobody
    record Answered(String nonce, byte[] body) implements NodeReply {}

    /** It answered with this HTTP status; below 500, and with 503, it did nothing. */
    record Refused(int status) implements NodeReply {}

    /** It was never reached. */
    record Unreachable(String reason) implements NodeReply {}

    /** It took the call and did not answer in time, or the answer broke off: it may have done what it was asked. */
    record Silent(String reason) implements NodeReply {}
}
