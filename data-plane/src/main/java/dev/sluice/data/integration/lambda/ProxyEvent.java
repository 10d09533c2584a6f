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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the event of a proxy integration, version 1.0 (rest-api-runtime 8.6). Reads the exchange, changes nothing. */
final class ProxyEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 3_072;

    private final EventContext context;

    /** One per compiled method. */
    ProxyEvent(@Nullable String operationName) {
        this.context = new EventContext(operationName, Map.of());
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
        EventHeaders.write(json, headers, Absent.NULL);
        EventQuery.write(json, request.query(), Absent.NULL);
        EventParameters.path(json, exchange, Absent.NULL);
        EventParameters.variables(json, exchange.routedStage().variables(), Absent.NULL);
        context.write(json, exchange);
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
}
