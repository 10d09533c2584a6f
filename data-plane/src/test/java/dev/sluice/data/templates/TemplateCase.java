package dev.sluice.data.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A case of a resource file: blocks that start with {@code case NAME}, one {@code key value} a line. */
record TemplateCase(String name, Map<String, String> keys) {
    static Stream<TemplateCase> read(String resource) {
        List<TemplateCase> cases = new ArrayList<>();
        for (String line : lines(resource).toList()) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            if (key.equals("case")) {
                cases.add(new TemplateCase(value, new HashMap<>()));
            } else if (!cases.isEmpty() && !line.isEmpty()) {
                cases.getLast().keys.put(key, value);
            }
        }
        return cases.stream();
    }

    static Stream<String> lines(String resource) {
        try (InputStream in = TemplateCase.class.getResourceAsStream("/templates/" + resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Nullable
    String get(String key) {
        return keys.get(key);
    }

    String need(String key) {
        return Objects.requireNonNull(keys.get(key), () -> name + " has no " + key);
    }

    /** {@code a=1&b=2} as a hash map, the last of repeated names. */
    private Map<String, String> pairs(String key) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : keys.getOrDefault(key, "").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return pairs;
    }

    /** Of a payload that is read as a tree, or without one. */
    TemplateScope scope(Overrides overrides, boolean tape) {
        String payload = keys.getOrDefault("in", "");
        return new TemplateScope(
                tape ? BodyText.onTape(payload.getBytes(StandardCharsets.UTF_8)) : BodyText.of(payload),
                () -> new TemplateScope.Parameters(pairs("path"), pairs("query"), pairs("header")),
                TemplateCase::context,
                pairs("stage"),
                overrides);
    }

    /** The context of a POST without authorizer, filled in the order that mapping-templates 3 tells. */
    static Map<String, @Nullable Object> context() {
        Map<String, @Nullable Object> identity = new HashMap<>();
        for (String name : List.of("cognitoIdentityPoolId", "accountId", "cognitoIdentityId", "caller", "sourceIp")) {
            identity.put(name, null);
        }
        for (String name : List.of("principalOrgId", "accessKey", "cognitoAuthenticationType")) {
            identity.put(name, null);
        }
        for (String name : List.of("cognitoAuthenticationProvider", "userArn", "userAgent", "user")) {
            identity.put(name, null);
        }
        identity.put("sourceIp", "192.0.2.1");
        Map<String, @Nullable Object> context = new HashMap<>();
        for (String name : List.of("resourceId", "resourcePath", "extendedRequestId", "requestTime", "path")) {
            context.put(name, name + "-value");
        }
        for (String name : List.of("accountId", "protocol", "stage", "domainPrefix", "requestId")) {
            context.put(name, name + "-value");
        }
        context.put("httpMethod", "POST");
        context.put("requestTimeEpoch", 1_700_000_000_000L);
        context.put("identity", identity);
        context.put("domainName", "api.example");
        context.put("deploymentId", "dep1");
        context.put("apiId", "api1");
        return context;
    }

    @Override
    public String toString() {
        return name;
    }
}
