package dev.sluice.control.apis.rest;

import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;

/** The label {@code statusCode} of response paths. */
final class StatusCodeLabel {
    static final Rule RULE = Rule.pattern("[1-5]\\d\\d");

    private StatusCodeLabel() {}

    static void check(WireInput input, String status) {
        input.label("statusCode", status, RULE);
    }

    /** For operations without a body. */
    static void check(String status) {
        var input = WireInput.of("", new byte[0]);
        check(input, status);
        input.check();
    }
}
