package dev.sluice.authorizer.functions.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers one call's questions and takes its answer; the first one counts. Confined to the call's thread. */
final class CallDesk implements Guest.Desk {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OUT_OF_MEMORY = "out of memory";

    private final CallInput input;
    private final GuestLimits limits;
    private final GuestLog log;
    private final HostFunctions functions;
    private final long deadlineNanos;
    private @Nullable Outcome outcome;

    CallDesk(CallInput input, GuestLimits limits, GuestLog log, HostFunctions functions) {
        this.input = input;
        this.limits = limits;
        this.log = log;
        this.functions = functions;
        this.deadlineNanos = System.nanoTime() + limits.time().toNanos();
    }

    /** How the function answered; null when it did not. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    @Override
    public String answer(String name, String text) {
        return switch (name) {
            case "event" -> input.event();
            case "context" -> input.context();
            case "remaining" -> Long.toString(Math.max(0, deadlineNanos - System.nanoTime()) / 1_000_000);
            case "log" -> log(text);
            case "result" -> end(returned(text));
            case "failure" -> end(thrown(text));
            default -> functions.answer(name, text);
        };
    }

    private String log(String text) {
        int level = text.indexOf(' ');
        log.line(Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\t" + input.requestId() + "\t"
                + text.substring(0, Math.max(0, level)) + "\t"
                + text.substring(level + 1).replace('\n', '\r'));
        return NOTHING;
    }

    private String end(Outcome ended) {
        if (outcome == null) {
            outcome = ended;
        }
        return NOTHING;
    }

    private Outcome returned(String json) {
        long bytes = utf8Length(json);
        return bytes > limits.answerBytes() ? new Outcome.TooLong(bytes) : new Outcome.Returned(json);
    }

    /** The text comes from our script, but by way of the function's own globals. */
    private static Outcome thrown(String text) {
        try {
            JsonNode error = JSON.readTree(text);
            String type = error.path("type").asText("Error");
            String message = error.path("message").asText();
            if (type.equals("InternalError") && message.equals(OUT_OF_MEMORY)) {
                return new Outcome.Stopped(Stop.MEMORY);
            }
            List<String> trace = new ArrayList<>();
            error.path("trace").forEach(line -> trace.add(line.asText()));
            return new Outcome.Thrown(new FunctionError(type, message, trace));
        } catch (JsonProcessingException _) {
            return new Outcome.Thrown(FunctionError.of("Error", "the function's error cannot be read"));
        }
    }

    private static long utf8Length(String text) {
        long bytes = text.length();
        for (int index = 0; index < text.length(); index++) {
            char one = text.charAt(index);
            if (one >= 0x80) {
                bytes += one < 0x800 || Character.isSurrogate(one) ? 1 : 2;
            }
        }
        return bytes;
    }
}
