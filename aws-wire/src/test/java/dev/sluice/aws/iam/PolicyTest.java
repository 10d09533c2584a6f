package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
    private static final String APIS = "arn:aws:apigateway:us-east-1::/restapis/a1";

    @Test
    void allowsWhatAStatementNamesAndNothingElse() throws MalformedPolicy {
        // given
        Policy policy = allow("\"apigateway:GET\"", "\"arn:aws:apigateway:*::/restapis/*\"");

        // then
        assertThat(policy.decide(call("apigateway:GET", APIS))).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(call("ApiGateway:get", APIS))).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(call("apigateway:POST", APIS))).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(policy.decide(call("apigateway:GET", "arn:aws:apigateway:us-east-1::/apikeys")))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(policy.decide(call("apigateway:GET", "*"))).isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @Test
    void anyDenyWinsOverEveryAllow() throws MalformedPolicy {
        // given
        Policy all = allow("\"*\"", "\"*\"");
        Policy noDelete = Policy.parse("""
                {"Version":"2012-10-17","Statement":[
                  {"Sid":"a","Effect":"Allow","Action":"apigateway:*","Resource":"*"},
                  {"Sid":"b","Effect":"Deny","Action":["apigateway:DEL?TE"],"Resource":"*"}]}""");

        // then
        assertThat(Policy.decide(List.of(all, noDelete), call("apigateway:DELETE", APIS)))
                .isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(Policy.decide(List.of(noDelete, all), call("apigateway:GET", APIS)))
                .isEqualTo(Decision.ALLOWED);
        assertThat(Policy.decide(List.of(), call("apigateway:GET", APIS))).isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @Test
    void notActionAndNotResourceMeanAllOthers() throws MalformedPolicy {
        // given
        Policy policy = Policy.parse("""
                {"Statement":{"Effect":"Allow","NotAction":["apigateway:DELETE","sts:*"],
                 "NotResource":"arn:aws:apigateway:*::/apikeys*"}}""");

        // then
        assertThat(policy.decide(call("apigateway:GET", APIS))).isEqualTo(Decision.ALLOWED);
        assertThat(policy.decide(call("apigateway:DELETE", APIS))).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(policy.decide(call("apigateway:GET", "arn:aws:apigateway:r::/apikeys/1")))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:execute-api:*:*:*, arn:aws:execute-api:r:1:a1/prod/GET/x:y, true",
        "arn:aws:execute-api:r:1:a1/*/GET/pets/*, arn:aws:execute-api:r:1:a1/prod/GET/pets/1/x, true",
        "arn:aws:execute-api:r:1:a1/*/GET/pets/*, arn:aws:execute-api:r:1:a1/prod/POST/pets/1, false",
        "arn:aws:execute-api:r:1:A1/*, arn:aws:execute-api:r:1:a1/prod/GET/, false",
        "arn:aws:*:1:a1, arn:aws:execute-api:r:1:a1, false",
        "arn:aws:execute-api:r:?:a1/prod/GET/, arn:aws:execute-api:r:1:a1/prod/GET/, true",
        "arn:*:x:r:1:b, arn:aws:cn:x:r:1:b, false"
    })
    void aStarCrossesColonsInTheLastSectionAlone(String pattern, String resource, boolean allowed)
            throws MalformedPolicy {
        if (pattern.split(":").length < 6) {
            assertThatExceptionOfType(MalformedPolicy.class).isThrownBy(() -> allow("\"*\"", "\"" + pattern + "\""));
            return;
        }
        assertThat(allow("\"*\"", "\"" + pattern + "\"").decide(call("execute-api:Invoke", resource)))
                .isEqualTo(allowed ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"StringEquals\":{\"aws:Username\":\"ann\"}} | true",
                "{\"StringEquals\":{\"AWS:username\":[\"bob\",\"ann\"]}} | true",
                "{\"StringEquals\":{\"aws:Username\":\"ANN\"}} | false",
                "{\"StringEqualsIgnoreCase\":{\"aws:Username\":\"ANN\"}} | true",
                "{\"StringNotEquals\":{\"aws:Username\":[\"bob\",\"ann\"]}} | false",
                "{\"StringNotEquals\":{\"absent\":\"x\"}} | true",
                "{\"StringEquals\":{\"absent\":\"x\"}} | false",
                "{\"StringEqualsIfExists\":{\"absent\":\"x\"}} | true",
                "{\"StringLike\":{\"aws:Username\":\"a*\"}} | true",
                "{\"StringNotLike\":{\"aws:Username\":\"a?n\"}} | false",
                "{\"Bool\":{\"aws:SecureTransport\":true}} | true",
                "{\"Bool\":{\"aws:SecureTransport\":\"false\"}} | false",
                "{\"BinaryEquals\":{\"aws:Username\":\"YW5u\"}} | true",
                "{\"BinaryEquals\":{\"aws:Username\":\"YW4=\"}} | false",
                "{\"BinaryEqualsIfExists\":{\"absent\":\"YW4=\"}} | true",
                "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}} | true",
                "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.8/30\"}} | false",
                "{\"IpAddress\":{\"aws:SourceIp\":\"::ffff:192.0.2.7\"}} | true",
                "{\"IpAddress\":{\"aws:SourceIp\":\"::/0\"}} | false",
                "{\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.7\"}} | false",
                "{\"DateGreaterThan\":{\"aws:CurrentTime\":\"2026-01-01\"}} | true",
                "{\"DateLessThan\":{\"aws:CurrentTime\":\"2026-11-21T00:00:00+00:00\"}} | false",
                "{\"DateLessThanEquals\":{\"aws:CurrentTime\":\"1795219200\"}} | true",
                "{\"DateEquals\":{\"aws:CurrentTime\":\"2026-11-21T01:00:00+01:00\"}} | true",
                "{\"NumericLessThan\":{\"count\":10.5}} | true",
                "{\"NumericGreaterThanEquals\":{\"count\":\"11\"}} | false",
                "{\"ArnLike\":{\"arn\":\"arn:aws:iam::*:user/*\"}} | true",
                "{\"ArnNotEquals\":{\"arn\":\"arn:aws:iam::1:user/*\"}} | false",
                "{\"Null\":{\"aws:Username\":\"false\",\"absent\":\"true\"}} | true",
                "{\"Null\":{\"aws:Username\":\"true\"}} | false",
                "{\"ForAnyValue:StringEquals\":{\"groups\":[\"people\",\"x\"]}} | true",
                "{\"ForAnyValue:StringEquals\":{\"groups\":\"x\"}} | false",
                "{\"ForAnyValue:StringEquals\":{\"absent\":\"x\"}} | false",
                "{\"ForAnyValue:StringNotEquals\":{\"absent\":\"x\"}} | false",
                "{\"ForAnyValue:StringNotEquals\":{\"groups\":[\"people\",\"admins\"]}} | false",
                "{\"ForAnyValue:StringNotEquals\":{\"groups\":\"people\"}} | true",
                "{\"ForAnyValue:StringEqualsIfExists\":{\"absent\":\"x\"}} | true",
                "{\"forallvalues:StringLike\":{\"groups\":[\"p*\",\"a*\"]}} | true",
                "{\"ForAllValues:StringLike\":{\"groups\":\"p*\"}} | false",
                "{\"ForAllValues:StringEquals\":{\"absent\":\"x\"}} | true",
                "{\"ForAllValues:StringNotEquals\":{\"groups\":\"people\"}} | false",
                "{\"ForAllValues:StringNotEquals\":{\"groups\":\"x\"}} | true",
                "{\"StringEquals\":{\"aws:Username\":\"ann\"},\"Bool\":{\"aws:SecureTransport\":\"false\"}} | false"
            })
    void conditionsLimitAStatement(String condition, boolean holds) throws MalformedPolicy {
        assertThat(policy("Allow", condition).decide(callWithContext()))
                .isEqualTo(holds ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
        assertThat(policy("Deny", condition).decide(callWithContext()))
                .isEqualTo(holds ? Decision.EXPLICITLY_DENIED : Decision.IMPLICITLY_DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"ForAnyValue:StringResembles\":{\"aws:Username\":\"ann\"}}",
                "{\"ForAllValues:NumericLessThan\":{\"aws:Username\":\"5\"}}",
                "{\"StringResembles\":{\"aws:Username\":\"ann\"}}",
                "{\"NumericLessThan\":{\"aws:Username\":\"5\"}}",
                "{\"DateLessThan\":{\"aws:Username\":\"2026-01-01\"}}",
                "{\"NotIpAddress\":{\"aws:Username\":\"192.0.2.7\"}}"
            })
    void whatCannotBeDecidedNeverAllowsAndAlwaysDenies(String condition) throws MalformedPolicy {
        assertThat(policy("Allow", condition).decide(callWithContext())).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(policy("Deny", condition).decide(callWithContext())).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", "Syntax errors in policy: the document is not an object."),
                Arguments.of("{", "This policy contains invalid Json"),
                Arguments.of("{} {}", "This policy contains invalid Json"),
                Arguments.of(
                        "{\"Version\":\"2012-10-17\",\"Version\":\"2012-10-17\"}", "This policy contains invalid Json"),
                Arguments.of("[".repeat(50) + "]".repeat(50), "This policy contains invalid Json"),
                Arguments.of("{\"Version\":\"2013-01-01\"}", "The policy must contain a valid version string."),
                Arguments.of("{\"Id\":1}", "Syntax errors in policy: Id is not a string."),
                Arguments.of(
                        "{\"version\":\"2012-10-17\"}", "Syntax errors in policy: the document has no member version."),
                Arguments.of("{\"Statement\":[]}", "Syntax errors in policy: there is no Statement."),
                Arguments.of("{\"Statement\":[1]}", "Syntax errors in policy: a statement is not an object."),
                Arguments.of(
                        statement("\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\""),
                        "Syntax errors in policy: Effect is neither Allow nor Deny."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Resource\":\"*\""), "Policy statement must contain actions."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\""),
                        "Policy statement must contain actions."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Action\":\"*\""), "Policy statement must contain resources."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Action\":\"GET\",\"Resource\":\"*\""),
                        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc., was GET"),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Action\":{\"a\":1},\"Resource\":\"*\""),
                        "Syntax errors in policy: a value of Action is not a string."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\""),
                        "Syntax errors in policy: Action and NotAction exclude each other."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"restapis\""),
                        "Resource restapis must be in ARN format or \"*\"."),
                Arguments.of(
                        statement("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\""),
                        "Policy document should not specify a principal."),
                Arguments.of(
                        statement("\"Sid\":\"a b\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\""),
                        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                                + " expression [0-9A-Za-z]*"));
    }

    static Stream<Arguments> malformedConditions() {
        return Stream.of(
                Arguments.of(conditioned("{\"Bool\":{\"a\":\"x\"}}"), "Invalid boolean value x in condition."),
                Arguments.of(
                        conditioned("{\"BinaryEquals\":{\"a\":\"a b\"}}"), "Invalid binary value a b in condition."),
                Arguments.of(
                        conditioned("{\"IpAddress\":{\"a\":\"localhost\"}}"),
                        "Invalid IP address or range localhost in condition."),
                Arguments.of(
                        conditioned("{\"IpAddress\":{\"a\":\"10.0.0.0/33\"}}"),
                        "Invalid IP address or range 10.0.0.0/33 in condition."),
                Arguments.of(
                        conditioned("{\"DateEquals\":{\"a\":\"yesterday\"}}"), "Invalid date yesterday in condition."),
                Arguments.of(conditioned("{\"NumericEquals\":{\"a\":\"1e9\"}}"), "Invalid number 1e9 in condition."),
                Arguments.of(
                        conditioned("{\"Null\":{\"a\":\"x\"}}"),
                        "Syntax errors in policy: Null compares with true or false."),
                Arguments.of(conditioned("{\"Bool\":{\"a\":[]}}"), "Syntax errors in policy: a has no value."),
                Arguments.of(conditioned("{\"Bool\":[]}"), "Syntax errors in policy: Bool is not an object."));
    }

    @ParameterizedTest
    @MethodSource({"malformed", "malformedConditions"})
    void refusesWhatIsNoPolicyAndSaysWhy(String document, String reason) {
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> Policy.parse(document))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void refusesDoubledSidsAndDocumentsThatAreTooLong() {
        String twice = "{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";

        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> Policy.parse("{\"Statement\":[" + twice + "," + twice + "]}"))
                .withMessage("Statement IDs (SID) in a single policy must be unique.");
        assertThatExceptionOfType(MalformedPolicy.class)
                .isThrownBy(() -> Policy.parse(" ".repeat(8_193)))
                .withMessage("The policy has 8193 characters, the limit is 8192.");
    }

    @Test
    void dollarBracesArePlainBeforeTheVersionOf2012() throws MalformedPolicy {
        Policy policy = Policy.parse(
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:a:::${x}\"}}");

        assertThat(policy.decide(call("a:b", "arn:aws:a:::${x}"))).isEqualTo(Decision.ALLOWED);
    }

    private static AccessRequest call(String action, String resource) {
        return new AccessRequest(action, resource, Map.of());
    }

    private static AccessRequest callWithContext() {
        return new AccessRequest(
                "apigateway:GET",
                APIS,
                Map.of(
                        "aws:username", List.of("ann"),
                        "aws:SecureTransport", List.of("true"),
                        "aws:SourceIp", List.of("192.0.2.7"),
                        "aws:CurrentTime", List.of("2026-11-21T00:00:00Z"),
                        "count", List.of("10"),
                        "groups", List.of("people", "admins"),
                        "arn", List.of("arn:aws:iam::1:user/ann")));
    }

    private static Policy allow(String actions, String resources) throws MalformedPolicy {
        return Policy.parse(statement("\"Effect\":\"Allow\",\"Action\":" + actions + ",\"Resource\":" + resources));
    }

    private static Policy policy(String effect, String condition) throws MalformedPolicy {
        return Policy.parse(statement(
                "\"Effect\":\"" + effect + "\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":" + condition));
    }

    private static String conditioned(String condition) {
        return statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":" + condition);
    }

    private static String statement(String members) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{" + members + "}}";
    }
}
