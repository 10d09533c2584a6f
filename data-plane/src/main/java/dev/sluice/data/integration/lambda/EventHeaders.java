package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.transform.ByteText;
import java.io.IOException;

/** The header fields of an event, once with their last values and once with all (rest-api-runtime 8.6). Pure functions. */
final class EventHeaders {
    private EventHeaders() {}

    /** Both members, also when there are no fields. A name keeps its first spelling. */
    static void write(JsonGenerator json, Headers headers, Absent absent) throws IOException {
        if (headers.size() == 0) {
            absent.write(json, "headers");
            absent.write(json, "multiValueHeaders");
            return;
        }
        json.writeObjectFieldStart("headers");
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            if (headers.indexOf(name, 0) == index) {
                json.writeStringField(shown(name), ByteText.text(String.valueOf(headers.last(name))));
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("multiValueHeaders");
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            if (headers.indexOf(name, 0) == index) {
                json.writeArrayFieldStart(shown(name));
                for (int each = index; each >= 0; each = headers.indexOf(name, each + 1)) {
                    json.writeString(ByteText.text(headers.value(each)));
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    /** Recorded: these two are shown in canonical case, all others as sent. */
    private static String shown(String name) {
        if (name.equalsIgnoreCase("Authorization")) {
            return "Authorization";
        }
        return name.equalsIgnoreCase("User-Agent") ? "User-Agent" : name;
    }
}
