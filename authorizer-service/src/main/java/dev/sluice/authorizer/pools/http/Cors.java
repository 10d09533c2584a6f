package dev.sluice.authorizer.pools.http;

/** Lets pages of any origin call: nothing here is trusted because of a cookie. */
public final class Cors {
    private Cors() {}

    /** The answer with what a page may read of it. */
    public static HttpAnswer open(HttpAnswer answer) {
        return answer.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date");
    }

    /** The answer to a preflight. */
    public static HttpAnswer preflight(String methods) {
        return open(HttpAnswer.of(200, ""))
                .with("Access-Control-Allow-Methods", methods)
                // The star does not cover the credential's header.
                .with("Access-Control-Allow-Headers", "*,Authorization")
                .with("Access-Control-Max-Age", "172800");
    }
}
