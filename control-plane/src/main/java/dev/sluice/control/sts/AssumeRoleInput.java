package dev.sluice.control.sts;

import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.roles.Assumption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of AssumeRole, and refuses those that break AWS's constraints or ask for what is not built. */
final class AssumeRoleInput {
    private static final int USUAL_SECONDS = 3_600;
    private static final int MOST_SECONDS = 43_200;

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
        StsInput.refuseUnbuilt("AssumeRole", UNBUILT, parameters);
        var input = WireInput.ofLabels();
        String roleArn =
                input.requiredQuery("roleArn", StsInput.cut(parameters.get("RoleArn")), atLeast(20), atMost(2_048));
        String name = input.requiredQuery(
                "roleSessionName",
                StsInput.cut(parameters.get("RoleSessionName")),
                atLeast(2),
                atMost(64),
                Rule.pattern("[\\w+=,.@-]*"));
        String seconds = StsInput.seconds(input, parameters, USUAL_SECONDS, MOST_SECONDS);
        String externalId = StsInput.cut(parameters.get("ExternalId"));
        label(input, "externalId", externalId, atLeast(2), atMost(1_224), Rule.pattern("[\\w+=,.@:\\/-]*"));
        String policy = StsInput.cut(parameters.get("Policy"));
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

    private static void label(WireInput input, String name, @Nullable String value, Rule... rules) {
        for (Rule rule : rules) {
            input.label(name, value, rule);
        }
    }

    private static Rule atLeast(int length) {
        return Rule.of("Member must have length greater than or equal to " + length, value -> value.length() >= length);
    }

    private static Rule atMost(int length) {
        return Rule.of("Member must have length less than or equal to " + length, value -> value.length() <= length);
    }
}
