package dev.sluice.control.invocations.rest;

import dev.sluice.control.invocations.TestRequest;
import dev.sluice.control.platform.wire.WireInput;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the input of TestInvokeMethod. */
final class TestInvokeMethodRequest {
    private TestInvokeMethodRequest() {}

    static TestRequest read(byte[] body) {
        var input = WireInput.of("testInvokeMethodInput", body);
        var members = input.body();
        String target = members.text("pathWithQueryString");
        String text = members.longText("body");
        Map<String, String> headers = members.plainTextMap("headers");
        Map<String, List<String>> multiValueHeaders = members.textListMap("multiValueHeaders");
        Map<String, String> variables = members.plainTextMap("stageVariables");
        String certificate = members.filledText("clientCertificateId");
        input.check();
        return new TestRequest(
                Objects.requireNonNullElse(target, ""),
                SentHeaders.merged(headers, multiValueHeaders),
                Objects.requireNonNullElse(text, ""),
                Objects.requireNonNullElse(variables, Map.of()),
                certificate);
    }
}
