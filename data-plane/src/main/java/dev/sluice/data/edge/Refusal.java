package dev.sluice.data.edge;

import dev.sluice.data.response.Answer;
import dev.sluice.data.response.EarlyAnswer;

/** Why the strict HTTP step does not let a request pass. The answer is written once and the connection (in HTTP/2 the stream) closes. */
enum Refusal {
    /** Bytes, a target or a framing with no or more than one reading: 400. */
    MALFORMED("malformed", EarlyAnswer.BAD_REQUEST),
    /** CONNECT and TRACE: 405. */
    METHOD("method_refused", EarlyAnswer.METHOD_NOT_ALLOWED),
    /** The head did not come in time: 408. */
    TIMEOUT("head_timeout", EarlyAnswer.REQUEST_TIMEOUT),
    /** The target alone is over its limit: 414. */
    TARGET_TOO_LONG("target_too_long", EarlyAnswer.URI_TOO_LONG),
    /** An expectation other than 100-continue: 417. */
    EXPECTATION("expectation_failed", EarlyAnswer.EXPECTATION_FAILED),
    /** The host does not belong to the certificate that was shown: 421. */
    MISDIRECTED("misdirected", EarlyAnswer.MISDIRECTED),
    /** Too many header fields, or too many bytes of values: 431. */
    HEADERS_TOO_LARGE("headers_too_large", EarlyAnswer.HEADERS_TOO_LARGE);

    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // an Answer never changes
    private final Answer answer;

    Refusal(String reason, Answer answer) {
        this.reason = reason;
        this.answer = answer;
    }

    /** Its word in the access log. */
    String reason() {
        return reason;
    }

    /** What the client reads (rest-api-runtime 18.1). */
    Answer answer() {
        return answer;
    }
}
