package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("identity-and-waf 5: policies of resources, which say of whom they speak")
class ResourcePolicyTest {
    private static final String API = "arn:aws:execute-api:us-east-1:111122223333:abc1234567";
    private static final String CALLED = API + "/prod/GET/pets/7";
    private static final String OWN = "111122223333";
    private static final String FOREIGN = "444455556666";

    private static String statement(String effect, String principal, String resource, String condition) {
        return "{\"Effect\":\"" + effect + "\"," + principal + ",\"Action\":\"execute-api:Invoke\",\"Resource\":\""
                + resource + "\"" + condition + "}";
    }

    private static ResourcePolicy policy(String... statements) throws MalformedPolicy {
        return ResourcePolicy.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}", API);
    }

    private static ResourcePolicy allowing(String principal) throws MalformedPolicy {
        return policy(statement("Allow", principal, "execute-api:/*", ""));
    }

    private static AccessRequest call() {
        return new AccessRequest("execute-api:Invoke", CALLED, Map.of("aws:SourceIp", List.of("192.0.2.7")));
    }

    private static PolicyCaller user(String account, String name) {
        return PolicyCaller.of(Identity.user(account, "arn:aws:iam::" + account + ":user/" + name, "AKIAEXAMPLE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Principal':'*'|anonymous|ALLOWED",
                "'Principal':{'AWS':'*'}|anonymous|ALLOWED",
                "'Principal':{'AWS':['arn:aws:iam::444455556666:user/bob','*']}|anonymous|ALLOWED",
                "'Principal':{'AWS':'arn:aws:iam::444455556666:user/bob'}|bob|ALLOWED",
                "'Principal':{'AWS':'arn:aws:iam::444455556666:user/bob'}|eve|IMPLICITLY_DENIED",
                "'Principal':{'AWS':'arn:aws:iam::444455556666:user/bob'}|anonymous|IMPLICITLY_DENIED",
                "'Principal':{'AWS':'444455556666'}|bob|ALLOWED",
                "'Principal':{'AWS':'arn:aws:iam::444455556666:root'}|eve|ALLOWED",
                "'Principal':{'AWS':'arn:aws-cn:iam::444455556666:root'}|eve|IMPLICITLY_DENIED",
                "'Principal':{'AWS':'arn:aws-cn:iam::444455556666:user/bob'}|bob|IMPLICITLY_DENIED",
                "'NotPrincipal':{'AWS':'arn:aws-cn:iam::444455556666:root'}|eve|ALLOWED",
                "'Principal':{'AWS':'444455556666'}|anonymous|IMPLICITLY_DENIED",
                "'Principal':{'AWS':'111122223333'}|bob|IMPLICITLY_DENIED",
                "'Principal':{'Service':'apigateway.amazonaws.com'}|bob|IMPLICITLY_DENIED",
                "'NotPrincipal':{'AWS':'arn:aws:iam::444455556666:user/bob'}|bob|IMPLICITLY_DENIED",
                "'NotPrincipal':{'AWS':'arn:aws:iam::444455556666:user/bob'}|eve|ALLOWED",
                "'NotPrincipal':{'AWS':'arn:aws:iam::444455556666:user/bob'}|anonymous|ALLOWED"
            })
    void letsInWhomItNames(String principal, String who, Decision decision) throws MalformedPolicy {
        // given
        ResourcePolicy policy = allowing(principal.replace('\'', '"'));

        // when
        Decision decided = policy.decide(call(), who.equals("anonymous") ? PolicyCaller.ANONYMOUS : user(FOREIGN, who));

        // then
        assertThat(decided).isEqualTo(decision);
    }

    @Test
    void anAllowForTheOwnersAccountLeavesItsUsersToTheirOwnPolicies() throws MalformedPolicy {
        // given
        ResourcePolicy allow = allowing("\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}");
        ResourcePolicy deny =
                policy(statement("Deny", "\"Principal\":{\"AWS\":\"111122223333\"}", "execute-api:/*", ""));

        // then
        assertThat(allow.decide(call(), user(OWN, "ann"))).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(deny.decide(call(), user(OWN, "ann"))).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "execute-api:/*,ALLOWED",
        "execute-api:/prod/GET/pets/7,ALLOWED",
        "execute-api:/prod/*/pets/*,ALLOWED",
        "execute-api:/test/*,IMPLICITLY_DENIED",
        "arn:aws:execute-api:*:*:*,ALLOWED",
        "arn:aws:execute-api:us-east-1:111122223333:other/*,IMPLICITLY_DENIED",
        "*,ALLOWED"
    })
    @DisplayName("rest-api-runtime 3.3: a resource of the short form is one of the API's own")
    void takesResourcesInBothForms(String resource, Decision decision) throws MalformedPolicy {
        // when
        ResourcePolicy policy = policy(statement("Allow", "\"Principal\":\"*\"", resource, ""));

        // then
        assertThat(policy.decide(call(), PolicyCaller.ANONYMOUS)).isEqualTo(decision);
    }

    @ParameterizedTest
    @DisplayName(
            "domains-and-endpoints 9: the policy of an endpoint grants nothing, so an account stands for all its users")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Principal':'*'|anonymous|ALLOWED",
                "'Principal':{'AWS':'111122223333'}|own|ALLOWED",
                "'Principal':{'AWS':'111122223333'}|foreign|IMPLICITLY_DENIED",
                "'Principal':{'AWS':'111122223333'}|anonymous|IMPLICITLY_DENIED"
            })
    void judgesForAnEndpoint(String principal, String caller, Decision decision) throws MalformedPolicy {
        // given
        var policy = ResourcePolicy.parseOfEndpoint("{\"Version\":\"2012-10-17\",\"Statement\":"
                + statement("Allow", principal.replace('\'', '"'), API + "/*", "") + "}");

        // then
        assertThat(policy.decide(
                        call(),
                        switch (caller) {
                            case "own" -> user(OWN, "ann");
                            case "foreign" -> user(FOREIGN, "bob");
                            default -> PolicyCaller.ANONYMOUS;
                        }))
                .isEqualTo(decision);
    }

    @Test
    void knowsNoShortFormForAnEndpoint() {
        assertThatThrownBy(() -> ResourcePolicy.parseOfEndpoint(
                        "{\"Statement\":" + statement("Allow", "\"Principal\":\"*\"", "execute-api:/*", "") + "}"))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessage("Resource execute-api:/* must be in ARN format or \"*\".");
    }

    @Test
    void aDenyWins() throws MalformedPolicy {
        // given
        ResourcePolicy policy = policy(
                statement("Allow", "\"Principal\":\"*\"", "execute-api:/*", ""),
                statement("Deny", "\"Principal\":\"*\"", "execute-api:/prod/GET/pets/*", ""));

        // then
        assertThat(policy.decide(call(), PolicyCaller.ANONYMOUS)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(policy.deniesWhoeverCalls(call())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Principal':'*'|,'Condition':{'IpAddress':{'aws:SourceIp':'192.0.2.0/24'}}|true",
                "'Principal':'*'|,'Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}|false",
                "'Principal':'*'|,'Condition':{'StringNotEquals':{'AWS:SourceVpc':'vpc-1'}}|true",
                "'Principal':'*'|,'Condition':{'StringNotEquals':{'aws:PrincipalAccount':'1'}}|false",
                "'Principal':'*'|,'Condition':{'Nonsense':{'aws:SourceIp':'10.0.0.0/8'}}|true",
                "'Principal':{'AWS':'444455556666'}|~~|false",
                "'NotPrincipal':{'AWS':'444455556666'}|~~|false"
            })
    void deniesAheadOnlyWhereTheCallerMakesNoDifference(String principal, String condition, boolean denied)
            throws MalformedPolicy {
        // given
        ResourcePolicy policy =
                policy(statement("Deny", principal.replace('\'', '"'), "execute-api:/*", condition.replace('\'', '"')));

        // then
        assertThat(policy.deniesWhoeverCalls(call())).isEqualTo(denied);
    }

    @Test
    void tellsTheKeysThatItAsksAbout() throws MalformedPolicy {
        assertThat(policy(statement(
                                "Deny",
                                "\"Principal\":\"*\"",
                                "execute-api:/*",
                                ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalArn\":\"x\"},"
                                        + "\"Null\":{\"aws:SourceVpc\":\"true\"}}"))
                        .conditionKeys())
                .containsExactlyInAnyOrder("aws:principalarn", "aws:sourcevpc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Sid':'a'|Principal",
                "'Principal':'*','NotPrincipal':'*'|Principal",
                "'Principal':'bob'|Principal",
                "'Principal':7|Principal",
                "'Principal':{}|names nobody",
                "'Principal':{'AWS':'arn:aws:iam::444455556666:user/*'}|Invalid principal",
                "'Principal':{'AWS':'4444'}|Invalid principal",
                "'Principal':{'AWS':7}|not a string",
                "'Principal':{'Federated':'x'}|no member Federated",
                "'Principal':{'Service':7}|not a string"
            })
    void refusesAPrincipalThatIsNone(String principal, String reason) {
        assertThatThrownBy(() -> allowing(principal.replace('\'', '"')))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAResourceThatIsNeitherForm() {
        assertThatThrownBy(() -> policy(statement("Allow", "\"Principal\":\"*\"", "execute-api:prod", "")))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessageContaining("must be in ARN format");
    }
}
