package dev.sluice.control.invocations.rest;

import dev.sluice.control.invocations.TrialRequest;
import dev.sluice.control.platform.wire.WireInput;
import java.util.Map;
import java.util.Objects;

/** Reads the input of TestInvokeAuthorizer. */
final class TestInvokeAuthorizerRequest {
    private TestInvokeAuthorizerRequest() {}

    static TrialRequest read(byte[] bytes) {
        var input = WireInput.of("testInvokeAuthorizerInput", bytes);
        var members = input.body();
        var headers = members.plainTextMap("headers");
        var multiValueHeaders = members.textListMap("multiValueHeaders");
        String target = members.text("pathWithQueryString");
        var _ = members.longText("body");
        var variables = members.plainTextMap("stageVariables");
        var context = members.plainTextMap("additionalContext");
        input.check();
        return new TrialRequest(
                Objects.requireNonNullElse(target, ""),
                SentHeaders.merged(headers, multiValueHeaders),
                Objects.requireNonNullElse(variables, Map.of()),
                Objects.requireNonNullElse(context, Map.of()));
    }
}
