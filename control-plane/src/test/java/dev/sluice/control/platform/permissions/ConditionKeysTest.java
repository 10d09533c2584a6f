package dev.sluice.control.platform.permissions;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.iam.TrustPolicy;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("identity-and-waf 5: what policies may ask about a call")
class ConditionKeysTest {
    private static Policy policy(String resource, String key, String value) throws MalformedPolicy {
        return Policy.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":"
                        + "\"arn:aws:apigateway:us-east-1::" + resource + "\",\"Condition\":{\"StringNotLike\":{\""
                        + key + "\":\""
                        + value + "\"}}}}");
    }

    private static TrustPolicy trust(String key, String value) throws MalformedPolicy {
        return TrustPolicy.parse("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                + "\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringNotLike\":{\"" + key + "\":\"" + value
                + "\"}}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts:ExternalId", "STS:RoleSessionName"})
    void noPolicyVariableOfAKeyOrRoleStandsForWhatOnlyAssumeRoleSays(String key) throws MalformedPolicy {
        for (Policy policy : new Policy[] {
            policy("/x/${" + key + "}", "aws:username", "x"), policy("/x", "aws:username", "${" + key + ", 'x'}")
        }) {
            assertThatExceptionOfType(MalformedPolicy.class)
                    .isThrownBy(() -> ConditionKeys.requireKnown(policy))
                    .withMessageStartingWith("the policy variable ${" + key.toLowerCase(Locale.ROOT)
                            + "} is not supported. Supported are [aws:CurrentTime, ")
                    .withMessageNotContaining("sts:R");
        }
    }

    @ParameterizedTest
    @CsvSource({"sts:ExternalId,${aws:userid}", "sts:RoleSessionName,${aws:username}", "aws:SourceIp,${aws:SourceIp}"})
    void conditionsOnThoseKeysStay(String key, String value) throws MalformedPolicy {
        Policy policy = policy("/x/${aws:PrincipalArn}", key, value);

        assertThatCode(() -> ConditionKeys.requireKnown(policy)).doesNotThrowAnyException();
    }

    @Test
    void trustPoliciesMayHaveBoth() throws MalformedPolicy {
        TrustPolicy trust = trust("sts:RoleSessionName", "${sts:ExternalId}-*");

        assertThatCode(() -> ConditionKeys.requireKnown(trust)).doesNotThrowAnyException();
    }

    @Test
    void otherKeysAreRefusedInConditionsAndVariables() throws MalformedPolicy {
        Policy condition = policy("/x", "aws:MultiFactorAuthPresent", "x");
        Policy variable = policy("/x", "aws:userid", "${aws:SourceVpc}");
        TrustPolicy trust = trust("aws:userid", "${aws:SourceVpc}");

        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> ConditionKeys.requireKnown(condition))
                .withMessageStartingWith(
                        "the condition key aws:multifactorauthpresent is not supported. Supported are");
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> ConditionKeys.requireKnown(variable))
                .withMessageContaining("aws:sourcevpc");
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> ConditionKeys.requireKnown(trust))
                .withMessageContaining("aws:sourcevpc");
    }
}
