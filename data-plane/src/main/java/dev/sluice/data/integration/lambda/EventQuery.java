package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.data.transform.ByteText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query of an event, decoded: last values and all values by name (rest-api-runtime 2.7, 8.6). Pure functions. */
final class EventQuery {
    private EventQuery() {}

    /** Both members, also when there is no parameter. */
    static void write(JsonGenerator json, String query, Absent absent) throws IOException {
        Map<String, List<String>> parameters = parameters(query);
        if (parameters.isEmpty()) {
            absent.write(json, "queryStringParameters");
            absent.write(json, "multiValueQueryStringParameters");
            return;
        }
        json.writeObjectFieldStart("queryStringParameters");
        for (var parameter : parameters.entrySet()) {
            json.writeStringField(parameter.getKey(), parameter.getValue().getLast());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("multiValueQueryStringParameters");
        for (var parameter : parameters.entrySet()) {
            json.writeArrayFieldStart(parameter.getKey());
            for (String value : parameter.getValue()) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static Map<String, List<String>> parameters(String query) {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int start = 0; start < query.length(); ) {
            int end = start;
            while (end < query.length() && query.charAt(end) != '&' && query.charAt(end) != ';') {
                end++;
            }
            if (end > start) {
                add(parameters, query, start, end);
            }
            start = end + 1;
        }
        return parameters;
    }

    private static void add(Map<String, List<String>> parameters, String query, int start, int end) {
        int equals = query.indexOf('=', start);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        String value = nameEnd == end ? "" : text(query, nameEnd + 1, end);
        parameters
                .computeIfAbsent(text(query, start, nameEnd), _ -> new ArrayList<>(1))
                .add(value);
    }

    private static String text(String query, int start, int end) {
        return ByteText.text(ByteText.decodeQuery(query, start, end));
    }
}
