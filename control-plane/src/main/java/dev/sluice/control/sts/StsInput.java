package dev.sluice.control.sts;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the actions of the security token service read alike. */
final class StsInput {
    /** What is shown of a value at most: enough of one that is too long to stay so. */
    private static final int SHOWN_CHARACTERS = 4_000;

    private static final int LEAST_SECONDS = 900;
    private static final int USUAL_SECONDS = 43_200;
    private static final int MOST_SECONDS = 129_600;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Parameters of GetSessionToken that name a device, of which there are none. */
    private static final Set<String> DEVICE = Set.of("SerialNumber", "TokenCode");

    private StsInput() {}

    /** How long a session is to last that GetSessionToken is asked for. */
    static Duration sessionDuration(Map<String, String> parameters) {
        refuseUnbuilt("GetSessionToken", DEVICE, parameters);
        var input = WireInput.ofLabels();
        String seconds = seconds(input, parameters, USUAL_SECONDS, MOST_SECONDS);
        input.check();
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    /** The parameter DurationSeconds, to be taken for a number once the input was checked. */
    static String seconds(WireInput input, Map<String, String> parameters, int usual, int most) {
        return input.requiredQuery(
                "durationSeconds",
                cut(parameters.getOrDefault("DurationSeconds", "" + usual)),
                number("greater than or equal to " + LEAST_SECONDS, value -> value >= LEAST_SECONDS),
                number("less than or equal to " + most, value -> value <= most));
    }

    /**
     * Refuses what is not built.
     *
     * @param unbuilt parameters, and lists of them, of which there is more than their name
     */
    static void refuseUnbuilt(String action, Set<String> unbuilt, Map<String, String> parameters) {
        Optional<String> found = parameters.keySet().stream()
                .map(name -> name.split("\\.", 2)[0])
                .filter(unbuilt::contains)
                .sorted()
                .findFirst();
        if (found.isPresent()) {
            throw ProblemException.notImplemented(action + " with " + found.get(), "sts");
        }
    }

    static @Nullable String cut(@Nullable String value) {
        return value == null || value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS);
    }

    private static Rule number(String text, IntPredicate accepts) {
        return Rule.of(
                "Member must have value " + text,
                value -> WHOLE_NUMBER.matcher(value).matches() && accepts.test(Integer.parseInt(value)));
    }
}
