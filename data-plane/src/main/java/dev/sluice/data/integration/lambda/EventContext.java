package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.TokenClaims;
import dev.sluice.data.transform.ByteText;
import dev.sluice.data.transform.CallerIdentity;
import dev.sluice.data.transform.KeyIdentity;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requestContext of an event (rest-api-runtime 8.6). Immutable. */
final class EventContext {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String IDENTITY = "identity.";

    /** In the order of AWS; of a call without authorization only two of them are known, and all are there. */
    private static final List<String> IDENTITIES = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "sourceIp",
            "principalOrgId",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "userAgent",
            "user");

    private final @Nullable String operationName;
    private final Map<String, String> replaced;

    /**
     * One per compiled method.
     *
     * @param replaced values that stand in for the request's own, by name after {@code $context.}, or join them
     */
    EventContext(@Nullable String operationName, Map<String, String> replaced) {
        this.operationName = operationName;
        this.replaced = new TreeMap<>(replaced);
    }

    void write(JsonGenerator json, Exchange exchange) throws IOException {
        json.writeObjectFieldStart("requestContext");
        if (replaced.isEmpty()) {
            write(new Members(json, Map.of()), exchange);
        } else {
            Members members = new Members(json, replaced);
            write(members, exchange);
            members.rest();
        }
        json.writeEndObject();
    }

    private void write(Members members, Exchange exchange) throws IOException {
        StageFacts stage = exchange.routedStage();
        MethodFacts method = exchange.routedMethod();
        Request request = exchange.request();
        members.text("resourceId", method.resourceId());
        authorizer(members.json, exchange);
        members.text("resourcePath", method.resourcePath());
        if (operationName != null) {
            members.text("operationName", operationName);
        }
        members.text("httpMethod", request.verb());
        members.text("extendedRequestId", exchange.extendedRequestId());
        members.text("requestTime", TIME.format(Instant.ofEpochMilli(exchange.startEpochMillis())));
        members.text("path", ByteText.text(request.stagePath()));
        members.text("accountId", stage.tenant());
        members.text("protocol", "HTTP/1.1"); // rest-api-runtime 8.1: also for HTTP/2 clients
        members.text("stage", stage.stage());
        members.text("domainPrefix", prefix(request.host()));
        members.number("requestTimeEpoch", exchange.startEpochMillis());
        members.text("requestId", exchange.requestId());
        identity(members, exchange);
        members.text("domainName", request.host());
        members.text("deploymentId", stage.deploymentId());
        members.text("apiId", stage.api());
    }

    /** Flat strings, and how long the authorizer's function took, which is nothing when it was not asked. */
    private static void authorizer(JsonGenerator json, Exchange exchange) throws IOException {
        claims(json, exchange);
        AuthorizerResult result = exchange.authorizer();
        if (result == null) {
            return;
        }
        json.writeObjectFieldStart("authorizer");
        for (var value : result.context().entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeStringField("principalId", result.principalId());
        json.writeNumberField(
                "integrationLatency", TimeUnit.NANOSECONDS.toMillis(Math.max(0, exchange.authorizerNanos())));
        json.writeEndObject();
    }

    /** A user pool's token is told by its claims and by nothing else. */
    private static void claims(JsonGenerator json, Exchange exchange) throws IOException {
        TokenClaims claims = exchange.claims();
        if (claims == null) {
            return;
        }
        json.writeObjectFieldStart("authorizer");
        json.writeObjectFieldStart("claims");
        for (var claim : claims.values().entrySet()) {
            json.writeStringField(claim.getKey(), claim.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void identity(Members members, Exchange exchange) throws IOException {
        Request request = exchange.request();
        String agent = request.headers().last("User-Agent");
        members.json.writeObjectFieldStart("identity");
        for (String name : IDENTITIES) {
            String value = switch (name) {
                case "sourceIp" -> request.sourceAddress();
                case "userAgent" -> agent == null ? null : ByteText.text(agent);
                default -> CallerIdentity.value(exchange, name);
            };
            members.identity(name, value);
        }
        if (KeyIdentity.isKnown(exchange)) {
            for (String name : KeyIdentity.MEMBERS) {
                members.identity(name, KeyIdentity.value(exchange, name));
            }
        }
        Entrance entrance = request.entrance();
        if (entrance != null) {
            members.identity("vpcId", entrance.endpoint().vpc());
            members.identity("vpceId", entrance.endpoint().id());
        }
        members.json.writeEndObject();
    }

    private static String prefix(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    /** Writes each member, or what stands in for it. */
    private static final class Members {
        private final JsonGenerator json;
        private final Map<String, String> replaced;
        private final Set<String> written;

        Members(JsonGenerator json, Map<String, String> replaced) {
            this.json = json;
            this.replaced = replaced;
            this.written = replaced.isEmpty() ? Set.of() : new HashSet<>();
        }

        void text(String name, String value) throws IOException {
            json.writeStringField(name, replacement(name, value));
        }

        void number(String name, long value) throws IOException {
            if (replaced.containsKey(name)) {
                text(name, "");
            } else {
                json.writeNumberField(name, value);
            }
        }

        void identity(String name, @Nullable String value) throws IOException {
            String shown = replaced.isEmpty() ? value : replaced.getOrDefault(IDENTITY + name, value);
            if (shown == null) {
                json.writeNullField(name);
            } else {
                json.writeStringField(name, shown);
            }
        }

        private String replacement(String name, String value) {
            if (replaced.isEmpty()) {
                return value;
            }
            written.add(name);
            return replaced.getOrDefault(name, value);
        }

        /** What no member of a request's own bears the name of. */
        void rest() throws IOException {
            written.addAll(Set.of("identity", "authorizer"));
            for (var each : replaced.entrySet()) {
                if (!written.contains(each.getKey()) && !each.getKey().startsWith(IDENTITY)) {
                    json.writeStringField(each.getKey(), each.getValue());
                }
            }
        }
    }
}
