package dev.sluice.control.platform.permissions;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.iam.TrustPolicy;
import dev.sluice.control.platform.calls.Call;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

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

    private static final Set<String> OF_EVERY_CALL = union(OF_THE_CALL.keySet(), OF_THE_CALLER);
    private static final Set<String> SUPPLIED = union(OF_EVERY_CALL, SAID);

    private ConditionKeys() {}

    private static Set<String> union(Collection<String> some, Collection<String> others) {
        var all = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(some);
        all.addAll(others);
        return Collections.unmodifiableSet(all);
    }

    /**
     * Refuses a policy of a key, role or session that asks about something else: a Deny that can never fire would only
     * look like one. Its variables may not stand for what AssumeRole alone says either, for nodes judge by it too.
     */
    public static void requireKnown(Policy policy) throws MalformedPolicy {
        requireAmong(OF_EVERY_CALL, policy.variables(), "the policy variable ${%s}");
        requireAmong(SUPPLIED, policy.conditionKeys(), "the condition key %s");
    }

    /** Refuses a trust policy that asks about something else. */
    public static void requireKnown(TrustPolicy policy) throws MalformedPolicy {
        requireAmong(SUPPLIED, policy.conditionKeys(), "the condition key %s");
    }

    private static void requireAmong(Set<String> supported, Set<String> asked, String what) throws MalformedPolicy {
        for (String key : asked) {
            if (!supported.contains(key)) {
                throw new MalformedPolicy(what.formatted(key) + " is not supported. Supported are " + supported);
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
