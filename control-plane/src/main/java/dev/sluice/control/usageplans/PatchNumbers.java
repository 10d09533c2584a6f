package dev.sluice.control.usageplans;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what the values of patches hold as text: numbers, and the throttles of a whole stage as JSON. */
final class PatchNumbers {
    private PatchNumbers() {}

    /** A whole number of at least 0. */
    static int whole(Patch patch) {
        if (patch.text().matches("\\d{1,10}")) {
            long number = Long.parseLong(patch.text());
            if (number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw invalid(patch, "a whole number of at least 0");
    }

    /** A number of at least 0, with a fraction or not. */
    static double rate(Patch patch) {
        if (patch.text().matches("\\d{1,18}(\\.\\d{1,18})?([eE]\\+?\\d{1,2})?")) {
            return Double.parseDouble(patch.text());
        }
        throw invalid(patch, "a number of at least 0");
    }

    /** The throttles by method of a value such as {@code {"/pets/GET":{"rateLimit":1.0,"burstLimit":1}}}. */
    static Map<String, Throttle> throttles(Patch patch) {
        Map<String, Throttle> throttles = new LinkedHashMap<>();
        try {
            var input = WireInput.of("throttle", patch.text().getBytes(StandardCharsets.UTF_8));
            input.body().members().forEach((method, limits) -> throttles.put(method, throttle(limits)));
        } catch (ProblemException unreadable) {
            throw invalid(patch, "a JSON object of throttles by method");
        }
        return throttles;
    }

    private static Throttle throttle(WireObject limits) {
        return new Throttle(limits.integer("burstLimit"), limits.number("rateLimit"));
    }

    private static ProblemException invalid(Patch patch, String wanted) {
        return ProblemException.badRequest("Invalid value specified for " + patch.path() + ", must be " + wanted);
    }
}
