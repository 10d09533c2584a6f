package dev.sluice.data.access.policy;

import static dev.sluice.data.fixtures.AuthorizerDraft.token;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.deny;
import static dev.sluice.data.fixtures.Policies.identity;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.StageRefused;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 3.3: the resource policy of an API decides over its calls")
class ResourcePolicyTest {
    private static final String ALL = "execute-api:/*";
    private static final String MASKED = "arn:aws:execute-api:us-east-1:********9012:abc1234567/prod/GET/pets/7";
    private static final String ANONYMOUS = "{\"Message\":\"User: anonymous is not authorized to perform:"
            + " execute-api:Invoke on resource: " + MASKED;
    private static final String SILENT =
            ANONYMOUS + " because no resource-based policy allows the execute-api:Invoke action\"}";
    private static final String DENIED = ANONYMOUS + " with an explicit deny in a resource-based policy\"}";
    private static final String AUTHORIZER_SILENT = "{\"Message\":\"User is not authorized to access this resource"
            + " because no identity-based policy allows the execute-api:Invoke action\"}";
    private static final String AUTHORIZER_DENIED = "{\"Message\":\"User is not authorized to access this resource"
            + " with an explicit deny in an identity-based policy\"}";

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static MethodDraft pet() {
        return mock("{\"statusCode\":200}").response("200", "").responseTemplate("200", "application/json", "pet");
    }

    private static StageDraft open(String... statements) {
        return stage("prod").method("GET", "/pets/{id}", pet()).policy(Policies.of(statements));
    }

    private static Gateway.Answer get(StageDraft draft, String target) {
        return gateway.call(gateway.compile(draft.snapshot()), "GET", target).send();
    }

    private static void assertDenied(Gateway.Answer answer, String body) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly("AccessDeniedException");
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
    }

    @Test
    @DisplayName("NONE, no policy: every call passes")
    void letsEveryCallPassWithoutAPolicy() {
        assertThat(get(stage("prod").method("GET", "/pets/{id}", pet()), "/pets/7")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("NONE: an explicit Allow passes")
    void letsPassWhatIsAllowed() {
        assertThat(get(open(allow(ALL)), "/pets/7").body()).isEqualTo("pet");
    }

    @Test
    @DisplayName("NONE: silence is an implicit deny")
    void deniesWhatNothingAllows() {
        assertDenied(get(open(allow("execute-api:/prod/POST/*")), "/pets/7"), SILENT);
    }

    @Test
    @DisplayName("NONE: a Deny is an explicit deny, whatever else is allowed")
    void deniesWhatIsDenied() {
        assertDenied(get(open(allow(ALL), deny("execute-api:/prod/GET/pets/*")), "/pets/7"), DENIED);
    }

    @ParameterizedTest
    @DisplayName("3.3: the ARN has the verb and the path of the call, not those of the resource")
    @CsvSource({
        "execute-api:/prod/GET/pets/7,200",
        "execute-api:/prod/GET/pets/?,200",
        "execute-api:/*/GET/*,200",
        "arn:aws:execute-api:us-east-1:123456789012:abc1234567/prod/*,200",
        "arn:aws:execute-api:*:*:*,200",
        "execute-api:/prod/GET/pets/{id},403",
        "execute-api:/prod/ANY/*,403",
        "execute-api:/test/*,403",
        "execute-api:/prod/GET/PETS/7,403",
        "arn:aws:execute-api:eu-west-1:123456789012:abc1234567/*,403",
        "arn:aws:execute-api:us-east-1:210987654321:abc1234567/*,403"
    })
    void comparesWhatIsCalled(String resource, int status) {
        assertThat(get(open(allow(resource)), "/pets/7").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @DisplayName("3.3: conditions on the source address, on networks that a call is not from, and on accounts")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"IpAddress\":{\"aws:SourceIp\":[\"198.51.100.0/24\",\"192.0.2.7\"]}|200",
                "\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"}|403",
                "\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}|403",
                "\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"}|403",
                "\"IpAddress\":{\"aws:VpcSourceIp\":\"0.0.0.0/0\"}|403",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|403",
                "\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|200",
                "\"StringEqualsIfExists\":{\"aws:SourceVpce\":\"vpce-1\"}|200",
                "\"Null\":{\"aws:SourceVpce\":\"true\"}|200",
                "\"StringEquals\":{\"aws:ResourceAccount\":\"123456789012\"}|200",
                "\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}|403",
                "\"StringNotEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}|200",
                "\"StringEquals\":{\"aws:RequestedRegion\":\"us-east-1\"}|200",
                "\"Bool\":{\"aws:SecureTransport\":\"false\"}|200",
                "\"StringLike\":{\"aws:UserAgent\":\"*\"}|403",
                "\"ForAnyValue:StringEquals\":{\"aws:SourceIp\":\"192.0.2.7\"}|200",
                "\"ForAnyValue:StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|403",
                "\"BinaryEquals\":{\"aws:SourceIp\":\"MTkyLjAuMi43\"}|200",
                "\"BinaryEquals\":{\"aws:SourceIp\":\"MTkyLjAuMi44\"}|403"
            })
    void asksItsConditionsAboutTheCall(String condition, int status) {
        assertThat(get(open(allow(ALL, condition)), "/pets/7").status()).isEqualTo(status);
    }

    @Test
    @DisplayName("3.3: a Deny for every network but one holds for all that come from none")
    void deniesCallsFromOutsideOfANetwork() {
        assertDenied(
                get(open(allow(ALL), deny(ALL, "\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-1\"}")), "/pets/7"),
                DENIED);
    }

    @Test
    @DisplayName("3.3: who is named is not anybody")
    void namesNobodyWithoutASignature() {
        assertDenied(get(open(Policies.about("Allow", "123456789012", ALL)), "/pets/7"), SILENT);
    }

    @ParameterizedTest
    @DisplayName("table A: a Lambda authorizer and the resource policy")
    @CsvSource(
            nullValues = "-",
            value = {
                "Allow,Allow,-",
                "Allow,-,-",
                "Allow,Deny,resource",
                "-,Allow,-",
                "-,-,silent",
                "-,Deny,resource",
                "Deny,Allow,authorizer",
                "Deny,-,authorizer",
                "Deny,Deny,resource"
            })
    void combinesAuthorizerAndPolicy(String authorizer, String policy, String denial) throws IOException {
        String decision = "{\"principalId\":\"me\",\"policyDocument\":"
                + Policies.of(identity(
                        authorizer == null ? "Allow" : authorizer, authorizer == null ? "arn:aws:s3:::b" : "*"))
                + "}";
        try (var bed = AwsBed.saying(decision)) {
            // given
            var draft = stage("prod")
                    .authorizer(token("Authorization"))
                    .method("GET", "/pets/{id}", pet().authorizer("auth01"))
                    .policy(Policies.of(
                            policy == null
                                    ? allow("execute-api:/other/*")
                                    : policy.equals("Allow") ? allow(ALL) : deny(ALL)));

            // when
            var answer = bed.gateway()
                    .call(bed.gateway().compile(draft.snapshot()), "GET", "/pets/7")
                    .header("Authorization", "t")
                    .send();

            // then
            if (denial == null) {
                assertThat(answer.body()).isEqualTo("pet");
            } else {
                assertDenied(
                        answer,
                        switch (denial) {
                            case "resource" -> DENIED;
                            case "silent" -> AUTHORIZER_SILENT;
                            default -> AUTHORIZER_DENIED;
                        });
            }
            // rest-api-runtime 1.2, 3: a Deny comes before the authorizer
            assertThat(bed.origin().requests()).hasSize("resource".equals(denial) ? 0 : 1);
        }
    }

    @Test
    @DisplayName("1.2, 3: a Deny comes before a missing identity, and an Allow does not stand in for one")
    void looksForADenyBeforeTheIdentity() throws IOException {
        try (var bed = AwsBed.saying("{}")) {
            // given
            var draft = stage("prod")
                    .authorizer(token("Authorization"))
                    .method("GET", "/pets/{id}", pet().authorizer("auth01"));

            // when
            var denied = bed.gateway()
                    .call(
                            bed.gateway()
                                    .compile(
                                            draft.policy(Policies.of(deny(ALL))).snapshot()),
                            "GET",
                            "/pets/7")
                    .send();
            var unknown = bed.gateway()
                    .call(
                            bed.gateway()
                                    .compile(draft.policy(Policies.of(allow(ALL)))
                                            .snapshot()),
                            "GET",
                            "/pets/7")
                    .send();

            // then
            assertDenied(denied, DENIED);
            assertThat(unknown.status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("3.6: what is called has to fit into an ARN of 1,600 bytes where a policy is asked")
    void refusesWhatIsTooLongToAskAbout() {
        assertThat(get(open(allow(ALL)), "/pets/" + "x".repeat(1_600)).status()).isEqualTo(414);
        assertThat(get(stage("prod").method("GET", "/pets/{id}", pet()), "/pets/" + "x".repeat(1_600))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("10.2: an owner may restyle the denial")
    void answersAsTheOwnerCustomised() {
        // given
        var draft = open(deny(ALL))
                .gatewayResponse(
                        "ACCESS_DENIED",
                        404,
                        Map.of(),
                        Map.of("application/json", "{\"type\":\"$context.error.responseType\"}"));

        // when
        var answer = get(draft, "/pets/7");

        // then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"type\":\"ACCESS_DENIED\"}");
    }

    @Test
    void refusesAStageWhosePolicyCannotBeRead() {
        assertThatThrownBy(() -> gateway.compiler()
                        .compile(
                                stage("prod")
                                        .method("GET", "/", pet())
                                        .policy("{}")
                                        .snapshot(),
                                null))
                .isInstanceOf(StageRefused.class)
                .hasMessageContaining("the resource policy: Syntax errors in policy: there is no Statement.");
    }
}
