package dev.sluice.data.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Writes down how one exchange runs (observability 3). Nearly every exchange has none, so a step asks once and does no
 * work for it: {@code if (log != null)}. Confined to the exchange's loop.
 */
public interface ExecutionLog {
    /** A line of a step's own, at its place among the others. */
    void line(String text);

    /** A line of a step's own that stands behind the last of the others. */
    void lastLine(String text);

    /** What is said of the failure that the step is about to refuse with, in place of the failure's general line. */
    void cause(String text);

    /** The method needs an API key, and this is what came as one; empty when nothing did. */
    void apiKey(String value);

    /** The same as {@link #cause} about that key, which stands in front as far as it may be shown. */
    void keyCause(String text);

    /** What is said of the authorizer that decides over this exchange. */
    AuthorizerLog authorizer();

    /** The request that is about to go to the origin; the caller sends the result, whose body is listened to. */
    OriginRequest sending(OriginRequest request);

    /** The head of the origin's answer; the caller goes on with the result, whose body is listened to. */
    OriginResponse received(OriginResponse response, long originNanos);

    /**
     * A failure was rendered into the reply.
     *
     * @param type the type of gateway response; null for an answer that has none
     * @param body the reply's body; not to be changed
     */
    void answered(@Nullable String type, Reply reply, byte[] body);

    /** The reply of the method's own is about to leave with these fields; the caller sends the result as its body. */
    Body replying(Headers headers, Body body);

    /**
     * The exchange is over. Called once, last.
     *
     * @param status status that was sent; 0 when the client was gone before
     */
    void ended(Exchange exchange, int status);
}
