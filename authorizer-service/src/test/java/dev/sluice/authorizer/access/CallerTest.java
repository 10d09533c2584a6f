package dev.sluice.authorizer.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("identity-and-waf 5: what a caller's policies may ask about a call of the service")
class CallerTest {
    private static final String ACCOUNT = "100000000001";
    private static final Identity USER = Identity.user(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":user/ann", "AKIA1");
    private static final Identity SESSION =
            Identity.session("aws", ACCOUNT, "Reader", "AROA1", "session-1", Instant.EPOCH);

    private static boolean may(Identity identity, String condition) throws MalformedPolicy {
        var policy = Policy.parse("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                + "\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{"
                + condition + "}}]}");
        return new Caller(new TenantId(ACCOUNT), identity, CallerPolicies.of(policy))
                .may("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:f", "192.0.2.1");
    }

    @Test
    void hasAValueForThePolicyVariablesOfThoseKeys() throws MalformedPolicy {
        assertThat(may(
                        USER,
                        "\"StringEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::" + ACCOUNT
                                + ":user/${aws:username}\"}"))
                .isFalse();
        assertThat(may(SESSION, "\"StringNotEquals\":{\"aws:PrincipalArn\":\"${aws:username}\"}"))
                .isFalse();
        assertThat(may(SESSION, "\"StringEquals\":{\"aws:PrincipalArn\":\"${aws:username}\"}"))
                .isTrue();
    }

    @ParameterizedTest
    @DisplayName("the keys are those of the control plane's ConditionKeys but those of sts")
    @ValueSource(
            strings = {
                "aws:SourceIp",
                "aws:CurrentTime",
                "aws:EpochTime",
                "aws:PrincipalArn",
                "aws:PrincipalAccount",
                "aws:PrincipalType",
                "aws:TokenIssueTime",
                "aws:userid"
            })
    void hasAValueForEachKeyThatPoliciesMayAskAbout(String key) throws MalformedPolicy {
        assertThat(may(SESSION, "\"Null\":{\"" + key + "\":\"false\"}")).isFalse();
        assertThat(may(SESSION, "\"Null\":{\"" + key + "\":\"true\"}")).isTrue();
    }

    @Test
    void hasTheNameOfAUserAlone() throws MalformedPolicy {
        assertThat(may(USER, "\"Null\":{\"aws:username\":\"false\"}")).isFalse();
        assertThat(may(SESSION, "\"Null\":{\"aws:username\":\"false\"}")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DateGreaterThan,aws:CurrentTime,2020-01-01T00:00:00Z,false",
        "DateLessThan,aws:CurrentTime,2020-01-01T00:00:00Z,true",
        "NumericGreaterThan,aws:EpochTime,1577836800,false",
        "NumericLessThan,aws:EpochTime,1577836800,true"
    })
    void aDenyThatTimeBoundsHolds(String operator, String key, String value, boolean allowed) throws MalformedPolicy {
        assertThat(may(USER, "\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}"))
                .isEqualTo(allowed);
    }
}
