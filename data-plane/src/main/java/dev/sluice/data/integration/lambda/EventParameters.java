package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.transform.ByteText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The path parameters and stage variables of an event (rest-api-runtime 8.6). Pure functions. */
final class EventParameters {
    private EventParameters() {}

    static void path(JsonGenerator json, Exchange exchange, Absent absent) throws IOException {
        List<String> names = exchange.routedMethod().pathParameters();
        if (names.isEmpty()) {
            absent.write(json, "pathParameters");
            return;
        }
        json.writeObjectFieldStart("pathParameters");
        for (int index = 0; index < names.size(); index++) {
            json.writeStringField(
                    names.get(index), ByteText.text(String.valueOf(exchange.pathParameter(names.get(index)))));
        }
        json.writeEndObject();
    }

    static void variables(JsonGenerator json, Map<String, String> variables, Absent absent) throws IOException {
        if (variables.isEmpty()) {
            absent.write(json, "stageVariables");
            return;
        }
        json.writeObjectFieldStart("stageVariables");
        for (var variable : new TreeMap<>(variables).entrySet()) {
            json.writeStringField(variable.getKey(), variable.getValue());
        }
        json.writeEndObject();
    }
}
