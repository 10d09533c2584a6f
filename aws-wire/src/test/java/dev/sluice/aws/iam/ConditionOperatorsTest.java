package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("identity-and-waf 5: every condition operator, in policies of callers, of APIs and of trust")
class ConditionOperatorsTest {
    private static final String API = "arn:aws:execute-api:us-east-1:111122223333:abc1234567";

    /** The operator, what the call says of the key, a value with which the condition holds, one with which it does not. */
    static Stream<Arguments> operators() {
        return Stream.of(
                        of("StringEquals", "ann", "ann", "Ann"),
                        of("StringNotEquals", "ann", "Ann", "ann"),
                        of("StringEqualsIgnoreCase", "ann", "ANN", "bob"),
                        of("StringNotEqualsIgnoreCase", "ann", "bob", "ANN"),
                        of("StringLike", "ann", "a*", "b*"),
                        of("StringNotLike", "ann", "b*", "a*"),
                        of("NumericEquals", "5", "5.0", "6"),
                        of("NumericNotEquals", "5", "6", "5.0"),
                        of("NumericLessThan", "5", "6", "5"),
                        of("NumericLessThanEquals", "5", "5", "4"),
                        of("NumericGreaterThan", "5", "4", "5"),
                        of("NumericGreaterThanEquals", "5", "5", "6"),
                        of("DateEquals", "2026-01-02T00:00:00Z", "2026-01-02", "2026-01-03"),
                        of("DateNotEquals", "2026-01-02T00:00:00Z", "2026-01-03", "2026-01-02"),
                        of("DateLessThan", "2026-01-02T00:00:00Z", "2026-01-03", "2026-01-02"),
                        of("DateLessThanEquals", "2026-01-02T00:00:00Z", "2026-01-02", "2026-01-01"),
                        of("DateGreaterThan", "2026-01-02T00:00:00Z", "2026-01-01", "2026-01-02"),
                        of("DateGreaterThanEquals", "2026-01-02T00:00:00Z", "2026-01-02", "2026-01-03"),
                        of("Bool", "true", "true", "false"),
                        of("BinaryEquals", "ann", "YW5u", "YW4="),
                        of("IpAddress", "192.0.2.7", "192.0.2.0/24", "198.51.100.0/24"),
                        of("NotIpAddress", "192.0.2.7", "198.51.100.0/24", "192.0.2.0/24"),
                        of("ArnEquals", API, "arn:aws:execute-api:*:*:*", "arn:aws:s3:*:*:*"),
                        of("ArnLike", API, "arn:aws:execute-api:*:*:*", "arn:aws:s3:*:*:*"),
                        of("ArnNotEquals", API, "arn:aws:s3:*:*:*", "arn:aws:execute-api:*:*:*"),
                        of("ArnNotLike", API, "arn:aws:s3:*:*:*", "arn:aws:execute-api:*:*:*"))
                .flatMap(ConditionOperatorsTest::inEveryForm);
    }

    private static List<String> of(String operator, String said, String holding, String failing) {
        return List.of(operator, said, holding, failing);
    }

    private static Stream<Arguments> inEveryForm(List<String> plain) {
        return Stream.of("", "ForAllValues:", "ForAnyValue:")
                .flatMap(prefix -> Stream.of("", "IfExists")
                        .map(suffix -> Arguments.of(
                                prefix + plain.get(0) + suffix, plain.get(1), plain.get(2), plain.get(3))));
    }

    static Stream<Arguments> nulls() {
        return Stream.of(Arguments.of("Null", "ann", "false", "true"));
    }

    @ParameterizedTest
    @MethodSource({"operators", "nulls"})
    void isKnown(String operator, String said, String holding, String failing) throws MalformedPolicy {
        var call = new AccessRequest("sts:AssumeRole", API, Map.of("aws:some", List.of(said)));

        for (String value : List.of(holding, failing)) {
            boolean holds = value.equals(holding);
            assertThat(Policy.parse(document("\"Resource\":\"*\"", operator, value))
                            .decide(call))
                    .isEqualTo(holds ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
            assertThat(ResourcePolicy.parse(document("\"Principal\":\"*\",\"Resource\":\"*\"", operator, value), API)
                            .decide(call, PolicyCaller.ANONYMOUS))
                    .isEqualTo(holds ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
            assertThat(TrustPolicy.parse(document("\"Principal\":\"*\"", operator, value))
                            .decide(call, PolicyCaller.ANONYMOUS))
                    .isEqualTo(holds ? TrustPolicy.Trust.CALLER : TrustPolicy.Trust.NONE);
        }
    }

    private static String document(String members, String operator, String value) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                + members + ",\"Condition\":{\"" + operator + "\":{\"aws:some\":\"" + value + "\"}}}}";
    }
}
