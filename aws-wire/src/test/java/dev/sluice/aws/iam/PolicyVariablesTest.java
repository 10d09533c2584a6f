package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("identity-and-waf 5: policy variables in resources and conditions")
class PolicyVariablesTest {
    private static final String OWN = "arn:aws:execute-api:us-east-1:111122223333:";
    private static final String VERSION = "\"Version\":\"2012-10-17\",";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a1/*/GET/users/${aws:username}|a1/prod/GET/users/ann|true",
                "a1/*/GET/users/${AWS:UserName}|a1/prod/GET/users/ann|true",
                "a1/*/GET/users/${aws:username}|a1/prod/GET/users/bob|false",
                "a1/*/GET/users/${aws:username}|a1/prod/GET/users/ann/x|false",
                "a1/*/GET/${aws:username}/*|a1/prod/GET/x/ann/photos/1|false",
                "a1/*/GET/*/${aws:username}/*|a1/prod/GET/x/ann/photos/1|true",
                "a1/*${aws:username}*${aws:PrincipalAccount}|a1/x/ann/111122223333|true",
                "a1/?${aws:username}?|a1/-ann-|true",
                "a1/?${aws:username}?|a1/-ann|false",
                // The value of a variable is no pattern, and none of the escapes is.
                "a1/${any:thing}|a1/*?|true",
                "a1/${any:thing}|a1/xyz|false",
                "a1/*${any:thing}|a1/xyz|false",
                "a1/*${*}|a1/xyz|false",
                "a1/*${*}|a1/xyz*|true",
                "a1/${?}x|a1/?x|true",
                "a1/${?}x|a1/yx|false",
                "a1/${$}{aws:username}|a1/${aws:username}|true",
                "a1/$${aws:username}$|a1/$ann$|true",
                // Defaults stand in for what the call lacks, and for nothing else.
                "a1/${aws:gone, 'all/*'}|a1/all/*|true",
                "a1/${aws:gone, 'all/*'}|a1/all/x|false",
                "a1/${aws:gone,''}x|a1/x|true",
                "a1/${aws:username, 'all'}|a1/ann|true",
                "a1/${aws:username , 'all' }|a1/all|false",
                // Where the call lacks the key, or has several values, this resource is none.
                "a1/${aws:gone}|a1/${aws:gone}|false",
                "a1/*${aws:gone}*|a1/x|false",
                "a1/*${groups}*|a1/people|false",
                "a1/${groups, 'x'}|a1/x|false",
                "a1/${groups, 'x'}|a1/people|false"
            })
    void standInResourcesForWhatTheCallSays(String resource, String called, boolean matches) throws MalformedPolicy {
        assertMatches("\"Resource\":\"" + OWN + resource + "\"", called, matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"StringEquals\":{\"name\":\"${aws:username}\"}}|true",
                "{\"StringEquals\":{\"name\":\"x-${aws:username}\"}}|false",
                "{\"StringEquals\":{\"name\":\"an${any:letter}\"}}|true",
                "{\"StringEquals\":{\"name\":\"${aws:username}x\"}}|false",
                "{\"StringEquals\":{\"name\":[\"bob\",\"${aws:username}\"]}}|true",
                "{\"StringNotEquals\":{\"name\":\"${aws:username}\"}}|false",
                "{\"StringEqualsIgnoreCase\":{\"name\":\"${any:upper}\"}}|true",
                "{\"StringEquals\":{\"name\":\"${any:upper}\"}}|false",
                "{\"StringEquals\":{\"star\":\"${*}\"}}|true",
                "{\"StringLike\":{\"name\":\"*${any:letter}\"}}|true",
                "{\"StringLike\":{\"name\":\"${*}\"}}|false",
                "{\"StringNotLike\":{\"name\":\"a${any:letter}*\"}}|false",
                "{\"ArnLike\":{\"arn\":\"arn:aws:iam::${aws:PrincipalAccount}:user/*\"}}|true",
                "{\"ArnEquals\":{\"arn\":\"arn:aws:iam::*:user/${any:letter}*\"}}|false",
                "{\"ArnEquals\":{\"arn\":\"${any:arn}\"}}|true",
                "{\"ArnLike\":{\"arn\":\"${aws:username}\"}}|false",
                "{\"ArnNotEquals\":{\"arn\":\"${any:arn}\"}}|false",
                "{\"ArnNotLike\":{\"arn\":\"${aws:gone}\"}}|true",
                "{\"ArnEquals\":{\"arn\":\"${any:stars}\"}}|false",
                "{\"ArnEquals\":{\"arn\":\"${aws:gone, 'arn:aws:iam::111122223333:user/ann'}\"}}|true",
                "{\"StringEquals\":{\"name\":\"${groups, 'ann'}\"}}|false",
                "{\"StringNotEquals\":{\"name\":\"${groups, 'ann'}\"}}|true",
                "{\"ForAnyValue:StringEquals\":{\"groups\":\"${any:group}\"}}|true",
                "{\"ForAllValues:StringEquals\":{\"groups\":\"${any:group}\"}}|false",
                "{\"StringEqualsIfExists\":{\"absent\":\"${aws:username}\"}}|true",
                "{\"StringEquals\":{\"name\":\"${aws:gone, 'ann'}\"}}|true",
                // Nothing equals a value that is missing, so that what is negated holds.
                "{\"StringEquals\":{\"name\":\"${aws:gone}\"}}|false",
                "{\"StringEqualsIgnoreCase\":{\"name\":\"${aws:gone}\"}}|false",
                "{\"StringLike\":{\"name\":\"*${aws:gone}*\"}}|false",
                "{\"ArnLike\":{\"arn\":\"arn:aws:iam::*:user/*${aws:gone}\"}}|false",
                "{\"ForAnyValue:StringEquals\":{\"groups\":\"${aws:gone}\"}}|false",
                "{\"ForAllValues:StringEquals\":{\"groups\":\"${aws:gone}\"}}|false",
                "{\"StringEquals\":{\"name\":[\"ann\",\"${aws:gone}\"]}}|true",
                "{\"StringNotEquals\":{\"name\":\"${aws:gone}\"}}|true",
                "{\"StringNotEquals\":{\"name\":\"${groups}\"}}|true",
                "{\"StringNotEqualsIgnoreCase\":{\"name\":\"${aws:gone}\"}}|true",
                "{\"StringNotLike\":{\"name\":\"*${aws:gone}*\"}}|true",
                "{\"ArnNotLike\":{\"arn\":\"arn:aws:iam::*:user/${aws:gone}\"}}|true",
                "{\"ForAnyValue:StringNotEquals\":{\"groups\":\"${aws:gone}\"}}|true",
                "{\"StringNotEquals\":{\"name\":[\"ann\",\"${aws:gone}\"]}}|false",
                "{\"StringNotEquals\":{\"absent\":\"${aws:gone}\"}}|true",
                "{\"StringEquals\":{\"absent\":\"${aws:gone}\"}}|false",
                "{\"StringNotLikeIfExists\":{\"absent\":\"${aws:gone}\"}}|true",
                "{\"StringEquals\":{\"name\":\"ann\",\"star\":\"${aws:gone}\"}}|false"
            })
    void standInValuesOfConditions(String condition, boolean holds) throws MalformedPolicy {
        assertMatches("\"Resource\":\"*\",\"Condition\":" + condition, "a1", holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "${aws:username}|a1/bob|true",
                "${aws:username}|a1/ann|false",
                "${aws:gone}|a1/bob|true",
                "${aws:gone}|a1/${aws:gone}|true",
                "${groups}|a1/people|true"
            })
    void excludeNothingWhereTheyStandForNothing(String resource, String called, boolean matches)
            throws MalformedPolicy {
        assertMatches("\"NotResource\":\"" + OWN + "a1/" + resource + "\"", called, matches);
    }

    @Test
    void ofOneResourceLeaveTheOthersOfItsList() throws MalformedPolicy {
        // given
        String list = "\":[\"" + OWN + "a1/public\",\"" + OWN + "a1/users/${aws:gone}\",\"" + OWN
                + "a1/of/${aws:username}\"]";

        // then
        assertMatches("\"Resource" + list, "a1/public", true);
        assertMatches("\"Resource" + list, "a1/of/ann", true);
        assertMatches("\"Resource" + list, "a1/users/ann", false);
        assertMatches("\"NotResource" + list, "a1/public", false);
        assertMatches("\"NotResource" + list, "a1/of/ann", false);
        assertMatches("\"NotResource" + list, "a1/users/ann", true);
    }

    @Test
    void ofUsersDoNotFreeSessionsOfADeny() throws MalformedPolicy {
        // given
        Policy policy = Policy.parse("{" + VERSION
                + "\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
                + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":\"" + OWN + "a1/users/${aws:username}\"}]}");
        var user = Identity.user("111122223333", "arn:aws:iam::111122223333:user/ann", "AKIA1");
        var session = Identity.session("aws", "111122223333", "Reader", "AROA1", "ann", Instant.EPOCH);

        // then
        assertThat(policy.decide(of(user, "a1/users/ann"))).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(of(user, "a1/users/bob"))).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(policy.decide(of(session, "a1/users/ann"))).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void ofAHeaderThatIsMissingDoNotFreeACallOfTheDenyOfAnApi() throws MalformedPolicy {
        // given
        var policy = ResourcePolicy.parse(
                "{" + VERSION
                        + "\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"},"
                        + "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringNotEquals\":{\"aws:UserAgent\":\"${aws:Referer}\"}}}]}",
                OWN + "a1");
        var alike = Map.of("aws:UserAgent", List.of("x"), "aws:Referer", List.of("x"));

        // then
        assertThat(decided(policy, alike)).isEqualTo(Decision.ALLOWED);
        assertThat(decided(policy, Map.of("aws:UserAgent", List.of("x")))).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(decided(policy, Map.of("aws:Referer", List.of("x")))).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(decided(policy, Map.of())).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    private static Decision decided(ResourcePolicy policy, Map<String, List<String>> context) {
        var request = new AccessRequest("execute-api:Invoke", OWN + "a1/prod/GET/x", context);
        boolean denied = policy.deniesWhoeverCalls(request);
        Decision decision = policy.decide(request, PolicyCaller.ANONYMOUS);
        assertThat(denied).isEqualTo(decision == Decision.EXPLICITLY_DENIED);
        return decision;
    }

    private static AccessRequest of(Identity identity, String called) {
        String name = identity.condition("aws:username");
        return new AccessRequest(
                "execute-api:Invoke", OWN + called, name == null ? Map.of() : Map.of("aws:username", List.of(name)));
    }

    @Test
    void areKeysThatThePolicyAsksAbout() throws MalformedPolicy {
        // when
        Policy policy = Policy.parse(
                "{" + VERSION + "\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"" + OWN
                        + "${aws:UserName}\",\"Condition\":{\"StringLike\":{\"aws:UserAgent\":\"${aws:Referer, 'x'}\"}}}}");

        // then
        assertThat(policy.conditionKeys()).containsExactly("aws:referer", "aws:useragent", "aws:username");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${aws:username",
                "${}",
                "${aws:user name}",
                "${aws:username,all}",
                "${aws:username, 'all}",
                "${!}"
            })
    void areRefusedWhenTheyAreNone(String variable) {
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> policy("Deny", "\"Resource\":\"" + OWN + "x/" + variable + "\""))
                .withMessage("Invalid policy variable: " + variable);
    }

    @Test
    void standBehindTheFifthColonOfAResourceAlone() {
        String resource = "arn:aws:iam::${aws:PrincipalAccount}:user/x";

        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> policy("Deny", "\"Resource\":\"" + resource + "\""))
                .withMessage("Resource " + resource + " must have policy variables behind its fifth colon only.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "arn:aws:iam", "${*}", "${aws:username}x", "${aws:username}${aws:username}"})
    void ofAConditionOnArnsStandInAnArnOrForOne(String value) {
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() ->
                        policy("Deny", "\"Resource\":\"*\",\"Condition\":{\"ArnLike\":{\"arn\":\"" + value + "\"}}"))
                .withMessage("Invalid ARN " + value + " in condition.");
    }

    @Test
    void standForNoWholeResource() {
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> policy("Deny", "\"Resource\":\"${any:arn}\""))
                .withMessage("Resource ${any:arn} must be in ARN format or \"*\".");
    }

    @Test
    void standInStatementsOfAllOtherCallersAndActions() throws MalformedPolicy {
        // given
        var policy = ResourcePolicy.parse(
                "{" + VERSION
                        + "\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"},"
                        + "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:user/bob\"},"
                        + "\"NotAction\":\"execute-api:ManageConnections\",\"NotResource\":\"execute-api:/prod/${aws:username}\"}]}",
                OWN + "a1");
        var ann = PolicyCaller.of(Identity.user("111122223333", "arn:aws:iam::111122223333:user/ann", "AKIA1"));
        var bob = PolicyCaller.of(Identity.user("111122223333", "arn:aws:iam::111122223333:user/bob", "AKIA2"));
        var nameless = new AccessRequest("execute-api:Invoke", OWN + "a1/prod/ann", Map.of());
        var managing = new AccessRequest("execute-api:ManageConnections", OWN + "a1/prod/ann", Map.of());

        // then
        assertThat(policy.decide(call("a1/prod/ann"), ann)).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(call("a1/prod/x"), ann)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(policy.decide(nameless, ann)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(policy.decide(nameless, bob)).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(managing, ann)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void areTextBeforeTheVersionOf2012() throws MalformedPolicy {
        // given
        Policy policy = Policy.parse("{\"Version\":\"2008-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                + "\"Resource\":\"" + OWN + "${aws:username}\","
                + "\"Condition\":{\"StringEquals\":{\"dollar\":\"${$}\"}}}}");

        // then
        assertThat(policy.decide(call("${aws:username}"))).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(call("ann"))).isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @Test
    void ofTheCallerDoNotDenyBeforeTheCallerIsKnown() throws MalformedPolicy {
        // given
        String deny = "{" + VERSION + "\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\","
                + "\"NotResource\":\"execute-api:/%s\"}}";
        var ofCaller = ResourcePolicy.parse(deny.formatted("prod/${aws:username}"), OWN + "a1");
        var ofCall = ResourcePolicy.parse(deny.formatted("prod/${aws:SourceIp}"), OWN + "a1");
        var known = PolicyCaller.of(Identity.user("111122223333", "arn:aws:iam::111122223333:user/ann", "AKIA"));

        // then
        assertThat(ofCaller.deniesWhoeverCalls(call("a1/prod/bob"))).isFalse();
        assertThat(ofCaller.decide(call("a1/prod/bob"), known)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(ofCaller.decide(call("a1/prod/ann"), known)).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(ofCall.deniesWhoeverCalls(call("a1/prod/x"))).isTrue();
        assertThat(ofCall.deniesWhoeverCalls(call("a1/prod/192.0.2.7"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:principaltag/team", "aws:sourcearn", "sts:externalid"})
    void thatStandForNothingInAnyCallAreRefusedInThePolicyOfAnApi(String key) {
        for (String members : List.of(
                "\"Resource\":\"execute-api:/${%s}\"",
                "\"NotResource\":\"execute-api:/${%s, 'x'}\"",
                "\"Resource\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:Referer\":\"${%s}\"}}")) {
            assertThatExceptionOfType(MalformedPolicy.class)
                    .isThrownBy(() -> ofApi(members.formatted(key)))
                    .withMessage("The policy variable ${" + key + "} is not supported.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"})
    void areKnownToBeTheSameWhoeverCalls(String key) throws MalformedPolicy {
        // given
        var policy = ofApi("\"Resource\":\"*\",\"Condition\":{\"StringNotEquals\":{\"" + key + "\":\"x\"}}");

        // then
        assertThat(policy.deniesWhoeverCalls(call("a1/prod/x"))).isTrue();
    }

    private static ResourcePolicy ofApi(String members) throws MalformedPolicy {
        return ResourcePolicy.parse(
                "{" + VERSION + "\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\"," + members
                        + "}}",
                OWN + "a1");
    }

    @Test
    void areToldApartFromTheKeysOfConditions() throws MalformedPolicy {
        // given
        Policy policy = Policy.parse(
                "{" + VERSION + "\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"" + OWN
                        + "${aws:UserName}\",\"Condition\":{\"StringLike\":{\"sts:ExternalId\":\"${aws:userid}\"}}}}");

        // then
        assertThat(policy.variables()).containsExactly("aws:userid", "aws:username");
    }

    @Test
    void nameInATrustPolicyWhatASessionHasToBeCalled() throws MalformedPolicy {
        // given
        TrustPolicy trust = TrustPolicy.parse("{" + VERSION + "\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","
                + "\"Action\":\"sts:AssumeRole\","
                + "\"Condition\":{\"StringLike\":{\"sts:RoleSessionName\":\"${aws:username}\"}}}}");

        // then
        assertThat(trust.conditionKeys()).containsExactly("aws:username", "sts:rolesessionname");
        assertThat(trust.decide(asking("ann"), PolicyCaller.ANONYMOUS)).isEqualTo(TrustPolicy.Trust.CALLER);
        assertThat(trust.decide(asking("bob"), PolicyCaller.ANONYMOUS)).isEqualTo(TrustPolicy.Trust.NONE);
    }

    private static AccessRequest asking(String session) {
        return new AccessRequest(
                "sts:AssumeRole", "*", Map.of("aws:username", List.of("ann"), "sts:RoleSessionName", List.of(session)));
    }

    /** An Allow and a Deny apply alike. */
    private static void assertMatches(String members, String called, boolean matches) throws MalformedPolicy {
        assertThat(policy("Allow", members).decide(call(called)))
                .isEqualTo(matches ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
        assertThat(policy("Deny", members).decide(call(called)))
                .isEqualTo(matches ? Decision.EXPLICITLY_DENIED : Decision.IMPLICITLY_DENIED);
    }

    private static Policy policy(String effect, String members) throws MalformedPolicy {
        return Policy.parse(
                "{" + VERSION + "\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":\"*\"," + members + "}}");
    }

    private static AccessRequest call(String resource) {
        return new AccessRequest(
                "execute-api:Invoke",
                OWN + resource,
                Map.ofEntries(
                        Map.entry("aws:username", List.of("ann")),
                        Map.entry("aws:PrincipalAccount", List.of("111122223333")),
                        Map.entry("aws:SourceIp", List.of("192.0.2.7")),
                        Map.entry("any:thing", List.of("*?")),
                        Map.entry("any:arn", List.of("arn:aws:iam::111122223333:user/ann")),
                        Map.entry("any:stars", List.of("arn:*:*:*:*:*")),
                        Map.entry("any:letter", List.of("n")),
                        Map.entry("any:upper", List.of("ANN")),
                        Map.entry("any:group", List.of("people")),
                        Map.entry("name", List.of("ann")),
                        Map.entry("star", List.of("*")),
                        Map.entry("dollar", List.of("${$}")),
                        Map.entry("groups", List.of("people", "admins")),
                        Map.entry("arn", List.of("arn:aws:iam::111122223333:user/ann"))));
    }
}
