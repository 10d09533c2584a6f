package dev.sluice.control.sts;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.roles.Assumption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of AssumeRole, and refuses those that break AWS's constraints or ask for what is not built. */
final class AssumeRoleInput {
    private static final String USUAL_SECONDS = "3600";

    /** What is shown of a value at most: enough of one that is too long to stay so. */
    private static final int SHOWN_CHARACTERS = 4_000;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Parameters, and lists of them, of which there is more than their name. */
    private static final Set<String> UNBUILT = Set.of(
            "PolicyArns",
            "ProvidedContexts",
            "SerialNumber",
            "SourceIdentity",
            "Tags",
            "TokenCode",
            "TransitiveTagKeys");

    private AssumeRoleInput() {}

    static Assumption read(Map<String, String> parameters) {
        refuseUnbuilt(parameters);
        var input = WireInput.ofLabels();
        String roleArn = input.requiredQuery("roleArn", cut(parameters.get("RoleArn")), atLeast(20), atMost(2_048));
        String name = input.requiredQuery(
                "roleSessionName",
                cut(parameters.get("RoleSessionName")),
                atLeast(2),
                atMost(64),
                Rule.pattern("[\\w+=,.@-]*"));
        String seconds = input.requiredQuery(
                "durationSeconds",
                cut(parameters.getOrDefault("DurationSeconds", USUAL_SECONDS)),
                number("greater than or equal to 900", value -> value >= 900),
                number("less than or equal to 43200", value -> value <= 43_200));
        String externalId = cut(parameters.get("ExternalId"));
        label(input, "externalId", externalId, atLeast(2), atMost(1_224), Rule.pattern("[\\w+=,.@:\\/-]*"));
        String policy = cut(parameters.get("Policy"));
        label(
                input,
                "policy",
                policy,
                atLeast(1),
                atMost(2_048),
                Rule.pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"));
        input.check();
        return new Assumption(roleArn, name, Duration.ofSeconds(Long.parseLong(seconds)), externalId, policy);
    }

    private static void refuseUnbuilt(Map<String, String> parameters) {
        Optional<String> unbuilt = parameters.keySet().stream()
                .map(name -> name.split("\\.", 2)[0])
                .filter(UNBUILT::contains)
                .sorted()
                .findFirst();
        if (unbuilt.isPresent()) {
            throw ProblemException.notImplemented("AssumeRole with " + unbuilt.get(), "sts");
        }
    }

    private static void label(WireInput input, String name, @Nullable String value, Rule... rules) {
        for (Rule rule : rules) {
            input.label(name, value, rule);
        }
    }

    private static @Nullable String cut(@Nullable String value) {
        return value == null || value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS);
    }

    private static Rule atLeast(int length) {
        return Rule.of("Member must have length greater than or equal to " + length, value -> value.length() >= length);
    }

    private static Rule atMost(int length) {
        return Rule.of("Member must have length less than or equal to " + length, value -> value.length() <= length);
    }

    private static Rule number(String text, IntPredicate accepts) {
        return Rule.of(
                "Member must have value " + text,
                value -> WHOLE_NUMBER.matcher(value).matches() && accepts.test(Integer.parseInt(value)));
    }
}
