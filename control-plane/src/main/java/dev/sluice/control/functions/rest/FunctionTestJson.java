package dev.sluice.control.functions.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sluice.contracts.functions.FunctionAnswer.Tested;
import org.jspecify.annotations.Nullable;

/**
 * A test call of a function.
 *
 * @param functionError {@code Unhandled} when the payload is an error document; left out otherwise
 * @param payload the answer itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionTestJson(
        int executedVersion,
        @Nullable String functionError,
        @JsonRawValue String payload,
        String log,
        double durationMillis,
        double cpuMillis,
        long memoryBytes) {
    static FunctionTestJson of(Tested tested) {
        return new FunctionTestJson(
                tested.version(),
                tested.functionError(),
                tested.payload(),
                tested.log(),
                tested.durationMicros() / 1_000.0,
                tested.cpuMicros() / 1_000.0,
                tested.memoryBytes());
    }
}
