package dev.sluice.control.invocations.rest;

import dev.sluice.contracts.invocations.TestAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a test invocation, in AWS's names; a header's single value is its last. */
public record TestInvokeMethodJson(
        int status,
        String body,
        Map<String, String> headers,
        Map<String, List<String>> multiValueHeaders,
        String log,
        long latency) {
    static TestInvokeMethodJson of(TestAnswer answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, values) -> headers.put(name, values.getLast()));
        return new TestInvokeMethodJson(
                answer.status(), answer.body(), headers, answer.headers(), answer.log(), answer.latencyMillis());
    }
}
