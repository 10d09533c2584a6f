package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.transform.ByteText;
import dev.sluice.data.transform.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the event of a proxy integration, version 1.0 (rest-api-runtime 8.6). Reads the exchange, changes nothing. */
final class ProxyEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int USUAL_BYTES = 3_072;

    private final @Nullable String operationName;

    /** One per compiled method. */
    ProxyEvent(@Nullable String operationName) {
        this.operationName = operationName;
    }

    /** The event for a request with these header fields and this body. */
    byte[] of(Exchange exchange, Headers headers, byte[] body, boolean binary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES + body.length + body.length / 2);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            write(json, exchange, headers, body, binary);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
        return out.toByteArray();
    }

    private void write(JsonGenerator json, Exchange exchange, Headers headers, byte[] body, boolean binary)
            throws IOException {
        Request request = exchange.request();
        json.writeStartObject();
        json.writeStringField("resource", exchange.routedMethod().resourcePath());
        json.writeStringField("path", ByteText.text(request.path()));
        json.writeStringField("httpMethod", request.verb());
        EventHeaders.write(json, headers);
        EventQuery.write(json, request.query());
        pathParameters(json, exchange);
        variables(json, exchange.routedStage().variables());
        context(json, exchange);
        json.writeFieldName("body");
        if (body.length == 0) {
            json.writeNull();
        } else if (binary) {
            json.writeBinary(body);
        } else {
            json.writeString(new String(body, StandardCharsets.UTF_8));
        }
        json.writeBooleanField("isBase64Encoded", binary);
        json.writeEndObject();
    }

    private static void pathParameters(JsonGenerator json, Exchange exchange) throws IOException {
        List<String> names = exchange.routedMethod().pathParameters();
        if (names.isEmpty()) {
            json.writeNullField("pathParameters");
            return;
        }
        json.writeObjectFieldStart("pathParameters");
        for (int index = 0; index < names.size(); index++) {
            json.writeStringField(
                    names.get(index), ByteText.text(String.valueOf(exchange.pathParameter(names.get(index)))));
        }
        json.writeEndObject();
    }

    private static void variables(JsonGenerator json, Map<String, String> variables) throws IOException {
        if (variables.isEmpty()) {
            json.writeNullField("stageVariables");
            return;
        }
        json.writeObjectFieldStart("stageVariables");
        for (var variable : new TreeMap<>(variables).entrySet()) {
            json.writeStringField(variable.getKey(), variable.getValue());
        }
        json.writeEndObject();
    }

    private void context(JsonGenerator json, Exchange exchange) throws IOException {
        StageFacts stage = exchange.routedStage();
        MethodFacts method = exchange.routedMethod();
        Request request = exchange.request();
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("resourceId", method.resourceId());
        json.writeStringField("resourcePath", method.resourcePath());
        if (operationName != null) {
            json.writeStringField("operationName", operationName);
        }
        json.writeStringField("httpMethod", request.verb());
        json.writeStringField("extendedRequestId", exchange.extendedRequestId());
        json.writeStringField("requestTime", TIME.format(Instant.ofEpochMilli(exchange.startEpochMillis())));
        json.writeStringField("path", ByteText.text(request.stagePath()));
        json.writeStringField("accountId", stage.tenant());
        json.writeStringField("protocol", "HTTP/1.1"); // rest-api-runtime 8.1: also for HTTP/2 clients
        json.writeStringField("stage", stage.stage());
        json.writeStringField("domainPrefix", prefix(request.host()));
        json.writeNumberField("requestTimeEpoch", exchange.startEpochMillis());
        json.writeStringField("requestId", exchange.requestId());
        identity(json, exchange);
        json.writeStringField("domainName", request.host());
        json.writeStringField("deploymentId", stage.deploymentId());
        json.writeStringField("apiId", stage.api());
        json.writeEndObject();
    }

    /** All members are there, those that nothing is known of as null (rest-api-runtime 8.6). */
    private static void identity(JsonGenerator json, Exchange exchange) throws IOException {
        Request request = exchange.request();
        String agent = request.headers().last("User-Agent");
        json.writeObjectFieldStart("identity");
        json.writeNullField("cognitoIdentityPoolId");
        known(json, exchange, "accountId");
        json.writeNullField("cognitoIdentityId");
        known(json, exchange, "caller");
        json.writeStringField("sourceIp", request.peerAddress());
        json.writeNullField("principalOrgId");
        known(json, exchange, "accessKey");
        json.writeNullField("cognitoAuthenticationType");
        json.writeNullField("cognitoAuthenticationProvider");
        known(json, exchange, "userArn");
        json.writeStringField("userAgent", agent == null ? null : ByteText.text(agent));
        known(json, exchange, "user");
        if (request.isTest()) {
            for (String member : TestIdentity.MEMBERS) {
                known(json, exchange, member);
            }
        }
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, Exchange exchange, String member) throws IOException {
        json.writeStringField(member, TestIdentity.value(exchange, member));
    }

    private static String prefix(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
