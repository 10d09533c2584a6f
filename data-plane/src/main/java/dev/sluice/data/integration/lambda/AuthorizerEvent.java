package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.transform.ByteText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes the events of Lambda authorizers (rest-api-runtime 3.4). Reads the exchange, changes nothing. Immutable. */
public final class AuthorizerEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 3_072;

    private final EventContext context;

    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * One per compiled authorizer.
     *
     * @param replaced values that stand in for the request's own in its context; none but in a trial
     */
    public AuthorizerEvent(Map<String, String> replaced) {
        this.context = new EventContext(null, replaced);
    }

    /** For an authorizer that decides by a token. */
    public byte[] token(String methodArn, String token) {
        return written("TOKEN", methodArn, json -> json.writeStringField("authorizationToken", token));
    }

    /** For an authorizer that decides by the request; its body is not part of it. */
    public byte[] request(String methodArn, Exchange exchange, String trace) {
        Headers headers = InvocationHeaders.ofEvent(exchange, trace);
        return written("REQUEST", methodArn, json -> {
            Request request = exchange.request();
            json.writeStringField("resource", exchange.routedMethod().resourcePath());
            json.writeStringField("path", ByteText.text(request.path()));
            json.writeStringField("httpMethod", request.verb());
            EventHeaders.write(json, headers, Absent.EMPTY);
            EventQuery.write(json, request.query(), Absent.EMPTY);
            EventParameters.path(json, exchange, Absent.EMPTY);
            EventParameters.variables(json, exchange.routedStage().variables(), Absent.EMPTY);
            context.write(json, exchange);
        });
    }

    private static byte[] written(String type, String methodArn, Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("methodArn", methodArn);
            members.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
        return out.toByteArray();
    }
}
