package dev.sluice.data.pipeline;

import java.util.Map;

/**
 * Writes down how an authorizer decides over one exchange; its lines stand before those of the execution (observability
 * 3.1, lines 2 to 10). Hides what names the caller. Confined to the exchange's loop.
 */
public interface AuthorizerLog {
    /** An authorizer begins to decide. */
    void started(String authorizerId, String requestId);

    /** A token names the caller. */
    void token(String value);

    /** Values of the request name the caller, by the expressions of their sources. */
    void identities(Map<String, String> values);

    /** The function is about to be asked; not to be changed. */
    void calling(OriginRequest request, byte[] event);

    /** What the function returned, as it came. */
    void answered(byte[] result);

    /** What it returned is a decision, now or when it was asked before. */
    void decided(String principalId);

    /** Something else that is said of the decision. */
    void line(String text);
}
