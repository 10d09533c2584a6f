package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerPoliciesTest {
    private static final AccessRequest CALL = new AccessRequest("execute-api:Invoke", "*", Map.of());

    private static Policy policy(String effect) throws MalformedPolicy {
        String action = effect.equals("silent") ? "s3:GetObject" : "execute-api:Invoke";
        return Policy.parse("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\""
                + (effect.equals("Deny") ? "Deny" : "Allow") + "\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "Allow,Allow,ALLOWED",
        "Allow,silent,IMPLICITLY_DENIED",
        "Allow,Deny,EXPLICITLY_DENIED",
        "silent,Allow,IMPLICITLY_DENIED",
        "silent,Deny,EXPLICITLY_DENIED",
        "Deny,Allow,EXPLICITLY_DENIED",
        "Deny,silent,EXPLICITLY_DENIED"
    })
    void bothKindsHaveToAllow(String role, String session, Decision decision) throws MalformedPolicy {
        var policies = CallerPolicies.ofSession(List.of(policy("silent"), policy(role)), policy(session));

        assertThat(policies.decide(CALL)).isEqualTo(decision);
    }

    @Test
    void aRoleWithoutPoliciesMayDoNothingAndASessionWithoutOneAllThatItsRoleMay() throws MalformedPolicy {
        assertThat(CallerPolicies.ofSession(List.of(), policy("Allow")).decide(CALL))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(CallerPolicies.ofSession(List.of(policy("Allow")), null).decide(CALL))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void asksAboutTheKeysOfAll() throws MalformedPolicy {
        String conditional = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"%s\":\"x\"}}}}";
        var policies = CallerPolicies.ofSession(
                List.of(Policy.parse(conditional.formatted("aws:userid"))),
                Policy.parse(conditional.formatted("aws:SourceIp")));

        assertThat(policies.conditionKeys()).containsExactlyInAnyOrder("aws:userid", "aws:sourceip");
    }
}
