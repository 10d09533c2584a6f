package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.authorizers.TrialCall;
import dev.sluice.control.platform.wire.WireInput;

/** Input of TestInvokeAuthorizer. */
final class TestInvokeAuthorizerRequest {
    private TestInvokeAuthorizerRequest() {}

    static TrialCall read(byte[] bytes) {
        var input = WireInput.of("testInvokeAuthorizerInput", bytes);
        var body = input.body();
        var call = new TrialCall(
                body.plainTextMap("headers"),
                body.textListMap("multiValueHeaders"),
                body.text("pathWithQueryString"),
                body.longText("body"),
                body.plainTextMap("stageVariables"),
                body.plainTextMap("additionalContext"));
        input.check();
        return call;
    }
}
