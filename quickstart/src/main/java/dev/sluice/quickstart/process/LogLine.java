package dev.sluice.quickstart.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A line of a service's log as a person reads it: what is a JSON object of a process log becomes one line of text. */
final class LogLine {
    private static final JsonMapper JSON = new JsonMapper();

    private LogLine() {}

    /** Access logs and what is no JSON stay as they are. */
    static String readable(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode entry = JSON.readTree(line);
            return entry.has("level") && entry.has("message") ? text(entry) : line;
        } catch (JsonProcessingException _) {
            return line;
        }
    }

    private static String text(JsonNode entry) {
        String logger = entry.path("loggerName").asText();
        String trace = entry.path("stackTrace").asText();
        return "%s %-5s [%s] %s%s"
                .formatted(
                        entry.path("timestamp").asText(),
                        entry.path("level").asText(),
                        logger.substring(logger.lastIndexOf('.') + 1),
                        entry.path("message").asText(),
                        trace.isEmpty() ? "" : "\n" + trace.strip());
    }
}
