package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
    private static final String ACCOUNT = "111122223333";
    private static final Identity USER = Identity.user(ACCOUNT, "arn:aws:iam::111122223333:user/ann", "AKIAEXAMPLE");
    private static final Identity SESSION =
            Identity.session("aws", ACCOUNT, "Reader", "AROAEXAMPLE", "session-1", Instant.EPOCH);

    private static String statement(String effect, String principal, String rest) {
        return "{\"Effect\":\"" + effect + "\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\"" + rest + "}";
    }

    private static TrustPolicy.Trust decide(Identity caller, String... statements) throws MalformedPolicy {
        var policy =
                TrustPolicy.parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
        var request = new AccessRequest(
                "sts:AssumeRole", "arn:aws:iam::444455556666:role/Other", Map.of("sts:ExternalId", List.of("a-word")));
        return policy.decide(request, PolicyCaller.of(caller));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111122223333:user/ann,CALLER,NONE",
        "arn:aws:iam::111122223333:role/Reader,NONE,CALLER",
        "arn:aws:sts::111122223333:assumed-role/Reader/session-1,NONE,CALLER",
        "arn:aws:sts::111122223333:assumed-role/Reader/session-2,NONE,NONE",
        "arn:aws:iam::111122223333:root,ACCOUNT,ACCOUNT",
        "111122223333,ACCOUNT,ACCOUNT",
        "444455556666,NONE,NONE",
        "*,CALLER,CALLER"
    })
    void namesAUserARoleOneSessionOrAnAccount(String principal, TrustPolicy.Trust user, TrustPolicy.Trust session)
            throws MalformedPolicy {
        String statement = statement("Allow", principal, "");

        assertThat(decide(USER, statement)).isEqualTo(user);
        assertThat(decide(SESSION, statement)).isEqualTo(session);
    }

    @Test
    void aDenyWinsAndNamingTheCallerGoesBeforeNamingTheAccount() throws MalformedPolicy {
        String account = statement("Allow", ACCOUNT, "");
        String ann = statement("Allow", "arn:aws:iam::111122223333:user/ann", "");

        assertThat(decide(USER, ann, account)).isEqualTo(TrustPolicy.Trust.CALLER);
        assertThat(decide(USER, account, ann)).isEqualTo(TrustPolicy.Trust.CALLER);
        assertThat(decide(USER, ann, statement("Deny", ACCOUNT, ""))).isEqualTo(TrustPolicy.Trust.DENIED);
    }

    @Test
    void asksItsConditions() throws MalformedPolicy {
        String right = ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"a-word\"}}";

        assertThat(decide(USER, statement("Allow", ACCOUNT, right))).isEqualTo(TrustPolicy.Trust.ACCOUNT);
        assertThat(decide(USER, statement("Allow", ACCOUNT, right.replace("a-word", "another"))))
                .isEqualTo(TrustPolicy.Trust.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"|Has prohibited field Resource",
                "\"Action\":\"s3:GetObject\"|AssumeRole policy may only specify STS AssumeRole actions.",
                "\"NotAction\":\"*\"|AssumeRole policy may only specify STS AssumeRole actions."
            })
    void refusesWhatIsNoTrust(String rest, String message) {
        String document = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\"," + rest + "}}";

        assertThatThrownBy(() -> TrustPolicy.parse(document)).hasMessage(message);
        assertThatThrownBy(() -> TrustPolicy.parse("{}" + " ".repeat(2_048)))
                .hasMessage("The policy has 2050 characters, the limit is 2048.");
    }
}
