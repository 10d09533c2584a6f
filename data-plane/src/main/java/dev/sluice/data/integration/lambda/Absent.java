package dev.sluice.data.integration.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What an event shows where a request has nothing: proxies are told null, authorizers nothing in an object. */
enum Absent {
    NULL {
        @Override
        void write(JsonGenerator json, String member) throws IOException {
            json.writeNullField(member);
        }
    },
    EMPTY {
        @Override
        void write(JsonGenerator json, String member) throws IOException {
            json.writeObjectFieldStart(member);
            json.writeEndObject();
        }
    };

    abstract void write(JsonGenerator json, String member) throws IOException;
}
