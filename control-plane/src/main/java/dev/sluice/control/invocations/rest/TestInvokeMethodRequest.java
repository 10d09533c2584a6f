package dev.sluice.control.invocations.rest;

import dev.sluice.control.invocations.TestRequest;
import dev.sluice.control.platform.wire.WireInput;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

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
                merged(
                        Objects.requireNonNullElse(headers, Map.of()),
                        Objects.requireNonNullElse(multiValueHeaders, Map.of())),
                Objects.requireNonNullElse(text, ""),
                Objects.requireNonNullElse(variables, Map.of()),
                certificate);
    }

    /** A name that is given both ways has the several values. */
    private static Map<String, List<String>> merged(Map<String, String> single, Map<String, List<String>> several) {
        Map<String, List<String>> merged = new TreeMap<>(several);
        Set<String> names = new HashSet<>();
        several.keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        single.forEach((name, value) -> {
            if (!names.contains(name.toLowerCase(Locale.ROOT))) {
                merged.put(name, List.of(value));
            }
        });
        return merged;
    }
}
