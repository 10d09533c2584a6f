package dev.sluice.control.platform.permissions;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.control.platform.calls.Call;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a policy's conditions may ask about a call of the management API, and of sts. */
public final class ConditionKeys {
    private static final Map<String, Function<Call, String>> OF_THE_CALL = Map.of(
            "aws:SourceIp",
            Call::sourceAddress,
            "aws:CurrentTime",
            _ -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            "aws:EpochTime",
            _ -> Long.toString(Instant.now().getEpochSecond()));

    private static final List<String> OF_THE_CALLER = List.of(
            "aws:PrincipalArn",
            "aws:PrincipalAccount",
            "aws:PrincipalType",
            "aws:TokenIssueTime",
            "aws:username",
            "aws:userid");

    /** Named by calls themselves: those that ask for a role. */
    private static final List<String> SAID = List.of("sts:ExternalId", "sts:RoleSessionName");

    private static final Set<String> SUPPLIED = supplied();

    private static final Set<String> LOWER =
            SUPPLIED.stream().map(key -> key.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());

    private ConditionKeys() {}

    private static Set<String> supplied() {
        var all = new TreeSet<String>(OF_THE_CALL.keySet());
        all.addAll(OF_THE_CALLER);
        all.addAll(SAID);
        return all;
    }

    /**
     * Refuses a policy that asks about something else: a Deny that can never fire would only look like one.
     *
     * @param asked the condition keys of the policy, in lower case
     */
    public static void requireKnown(Set<String> asked) throws MalformedPolicy {
        for (String key : asked) {
            if (!LOWER.contains(key)) {
                throw new MalformedPolicy("the condition key " + key + " is not supported. Supported are " + SUPPLIED);
            }
        }
    }

    /** The values for a call, beside those that it says itself. */
    static Map<String, List<String>> of(Call call, Map<String, List<String>> said) {
        Map<String, List<String>> values = new HashMap<>(said);
        OF_THE_CALL.forEach((key, value) -> values.put(key, List.of(value.apply(call))));
        for (String key : OF_THE_CALLER) {
            String value = call.principal().identity().condition(key.toLowerCase(Locale.ROOT));
            if (value != null) {
                values.put(key, List.of(value));
            }
        }
        return values;
    }
}
