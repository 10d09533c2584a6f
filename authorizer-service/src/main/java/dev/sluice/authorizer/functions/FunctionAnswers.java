package dev.sluice.authorizer.functions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.functions.guest.CallReport;
import dev.sluice.authorizer.functions.guest.FunctionError;
import dev.sluice.authorizer.functions.guest.Outcome;
import dev.sluice.authorizer.functions.guest.Stop;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The payloads of answers and the texts of logs as AWS's own host has them. Pure functions. */
public final class FunctionAnswers {
    /** What the header {@code X-Amz-Function-Error} says of every error: the host cannot tell handled ones. */
    public static final String UNHANDLED = "Unhandled";

    private static final JsonMapper JSON = new JsonMapper();

    private FunctionAnswers() {}

    /** What the header of errors says; null for an answer of the function itself. */
    public static @Nullable String functionError(Outcome outcome) {
        return outcome instanceof Outcome.Returned ? null : UNHANDLED;
    }

    /** The payload: the function's own answer, or an error document. */
    public static String payload(String requestId, CallReport report) {
        return switch (report.outcome()) {
            case Outcome.Returned(String json) -> json;
            case Outcome.Thrown(FunctionError error) -> document(error.type(), error.message(), error.trace());
            case Outcome.TooLong(long bytes) ->
                document(
                        "Function.ResponseSizeTooLarge",
                        "Response payload size (" + bytes + " bytes) exceeded maximum allowed payload size ("
                                + FunctionRules.MAX_PAYLOAD_BYTES + " bytes).",
                        null);
            case Outcome.Stopped(Stop stop) ->
                document(type(stop), "RequestId: " + requestId + " Error: " + text(stop, report), null);
        };
    }

    /** {@code ok} or the type of the error. */
    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned _ -> "ok";
            case Outcome.Thrown(FunctionError error) -> error.type();
            case Outcome.TooLong _ -> "Function.ResponseSizeTooLarge";
            case Outcome.Stopped(Stop stop) -> type(stop);
        };
    }

    /** The log of a call with the lines around it that AWS writes. */
    public static String log(String requestId, int version, CallReport report) {
        double millis = report.time().toNanos() / 1e6;
        return "START RequestId: " + requestId + " Version: " + version + "\n" + report.log() + "END RequestId: "
                + requestId + "\n"
                + String.format(
                        Locale.ROOT,
                        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: 32 MB\tMax Memory Used: %d MB%n",
                        requestId,
                        millis,
                        (long) Math.ceil(millis),
                        (report.memoryBytes() + (1 << 20) - 1) >> 20);
    }

    private static String document(String type, String message, @Nullable List<String> trace) {
        ObjectNode document = JSON.createObjectNode().put("errorType", type).put("errorMessage", message);
        if (trace != null) {
            var lines = document.putArray("trace");
            trace.forEach(lines::add);
        }
        return document.toString();
    }

    private static String type(Stop stop) {
        return switch (stop) {
            case CPU_TIME, TIME -> "Sandbox.Timedout";
            case MEMORY -> "Runtime.OutOfMemory";
            case CRASH, NO_ANSWER -> "Runtime.ExitError";
        };
    }

    private static String text(Stop stop, CallReport report) {
        return switch (stop) {
            case CPU_TIME ->
                String.format(
                        Locale.ROOT,
                        "Task timed out after %.2f seconds of processor time",
                        report.cpuTime().toNanos() / 1e9);
            case TIME ->
                String.format(
                        Locale.ROOT,
                        "Task timed out after %.2f seconds",
                        report.time().toNanos() / 1e9);
            case MEMORY -> "Runtime exited: it used up its memory of 32 MB";
            case CRASH -> "Runtime exited: the engine was broken";
            case NO_ANSWER -> "Runtime exited without providing a reason";
        };
    }
}
