package dev.sluice.data.edge;

/** Why the strict HTTP step does not let a request pass. The answer is written once and the connection closes. */
enum Refusal {
    /** Bytes, a target or a framing with no or more than one reading: 400. */
    MALFORMED("malformed"),
    /** CONNECT and TRACE: 405. */
    METHOD("method_refused"),
    /** The head did not come in time: 408. */
    TIMEOUT("head_timeout"),
    /** The target alone is over its limit: 414. */
    TARGET_TOO_LONG("target_too_long"),
    /** An expectation other than 100-continue: 417. */
    EXPECTATION("expectation_failed"),
    /** Too many header fields, or too many bytes of values: 431. */
    HEADERS_TOO_LARGE("headers_too_large");

    private final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }

    /** Its word in the access log. */
    String reason() {
        return reason;
    }
}
