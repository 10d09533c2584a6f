package dev.sluice.control.platform.permissions;

import dev.sluice.aws.iam.Policy;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.errors.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a policy's conditions may ask about a call of the management API. */
public final class ConditionKeys {
    private static final Map<String, Function<Call, String>> SUPPLIED = Map.of(
            "aws:SourceIp", Call::sourceAddress,
            "aws:PrincipalArn", call -> call.principal().arn(),
            "aws:PrincipalAccount", call -> call.principal().tenant().value(),
            "aws:PrincipalType", _ -> "User",
            "aws:username", call -> afterSlash(call.principal().arn()),
            "aws:userid", call -> call.principal().accessKeyId(),
            "aws:CurrentTime",
                    _ -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            "aws:EpochTime", _ -> Long.toString(Instant.now().getEpochSecond()));

    private static final Set<String> LOWER =
            SUPPLIED.keySet().stream().map(key -> key.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());

    private ConditionKeys() {}

    /** Refuses a policy that asks about something else: a Deny that can never fire would only look like one. */
    public static void requireKnown(Policy policy) {
        for (String key : policy.conditionKeys()) {
            if (!LOWER.contains(key)) {
                throw ProblemException.badRequest("Invalid policy document: the condition key " + key
                        + " is not supported. Supported are " + new TreeSet<>(SUPPLIED.keySet()));
            }
        }
    }

    static Map<String, List<String>> of(Call call) {
        return SUPPLIED.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, key -> List.of(key.getValue().apply(call))));
    }

    private static String afterSlash(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
