package dev.sluice.data.access.policy;

import static dev.sluice.data.fixtures.AuthorizerDraft.token;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.Policies.about;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.deny;
import static dev.sluice.data.fixtures.Policies.identity;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.ResourcePolicy;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.pipeline.VpcEndpoint;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("domains-and-endpoints 8 and 9: what decides over the calls of a private API")
class PrivateApiPolicyTest {
    private static final String ALL = "execute-api:/*";
    private static final String CALLED = " is not authorized to perform: execute-api:Invoke on resource:"
            + " arn:aws:execute-api:us-east-1:********9012:abc1234567/prod/GET/pets/7";
    private static final VpcEndpoint OPEN = new VpcEndpoint("vpce-1", "vpc-1", "111122223333", null);

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

    private static StageDraft inside(String... statements) {
        return stage("prod").privately().method("GET", "/pets/{id}", pet()).policy(Policies.of(statements));
    }

    private static VpcEndpoint guarded(String... statements) {
        try {
            return new VpcEndpoint("vpce-1", "vpc-1", null, ResourcePolicy.parseOfEndpoint(Policies.of(statements)));
        } catch (MalformedPolicy malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static Gateway.Answer get(StageDraft draft, VpcEndpoint endpoint) {
        return gateway.call(gateway.compile(draft.snapshot()), "GET", "/pets/7")
                .through(endpoint)
                .send();
    }

    private static void assertDenied(Gateway.Answer answer, String ending) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"Message\":\"User: anonymous" + CALLED + ending + "\"}");
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly("AccessDeniedException");
    }

    @ParameterizedTest
    @DisplayName("8: conditions on endpoint, network, address in it and the endpoint's account; no public source")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}|200",
                "\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-2\",\"vpce-1\"]}|200",
                "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-2\"}|403",
                "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}|403",
                "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-2\"}|200",
                "\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}|200",
                "\"Null\":{\"aws:SourceVpce\":\"true\"}|403",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|200",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-2\"}|403",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\",\"aws:SourceVpce\":\"vpce-2\"}|403",
                "\"ForAnyValue:StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|200",
                "\"IpAddress\":{\"aws:VpcSourceIp\":\"192.0.2.0/24\"}|200",
                "\"IpAddress\":{\"aws:VpcSourceIp\":\"10.0.0.0/8\"}|403",
                "\"NotIpAddress\":{\"aws:VpcSourceIp\":\"192.0.2.0/24\"}|403",
                "\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}|403",
                "\"Null\":{\"aws:SourceIp\":\"true\"}|200",
                "\"StringEquals\":{\"aws:ResourceAccount\":\"123456789012\"}|200",
                "\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}|403",
                "\"StringEquals\":{\"aws:VpceAccount\":\"111122223333\"}|200",
                "\"StringEquals\":{\"aws:VpceAccount\":\"123456789012\"}|403",
                "\"StringEquals\":{\"aws:SourceVpce\":\"${aws:SourceVpce}\"}|200",
                "\"StringEquals\":{\"aws:SourceVpc\":\"${aws:SourceVpce}\"}|403"
            })
    void asksItsConditionsAboutTheEndpoint(String condition, int status) {
        assertThat(get(inside(allow(ALL, condition)), OPEN).status()).isEqualTo(status);
    }

    @Test
    @DisplayName("8: a Deny for every endpoint but one, and for one")
    void deniesByTheEndpoint() {
        String denied = " with an explicit deny in a resource-based policy";

        assertDenied(
                get(inside(allow(ALL), deny(ALL, "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-2\"}")), OPEN),
                denied);
        assertDenied(
                get(inside(allow(ALL), deny(ALL, "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}")), OPEN), denied);
        assertThat(get(inside(allow(ALL), deny(ALL, "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}")), OPEN)
                        .body())
                .isEqualTo("pet");
    }

    @ParameterizedTest
    @DisplayName("9: without a resource policy every call is refused, whatever authorizes the method")
    @CsvSource({"NONE", "AWS_IAM"})
    void refusesEveryCallWithoutAPolicy(String authorization) {
        assertDenied(
                get(stage("prod").privately().method("GET", "/pets/{id}", pet().authorization(authorization)), OPEN),
                " because no resource-based policy allows the execute-api:Invoke action");
    }

    @Test
    @DisplayName("9: the policy of the endpoint is the first gate, and grants nothing by itself")
    void asksThePolicyOfTheEndpointFirst() {
        var both = inside(allow(ALL));
        String arn = "arn:aws:execute-api:us-east-1:123456789012:abc1234567/";

        assertThat(get(both, guarded(allow(arn + "prod/GET/*"))).body()).isEqualTo("pet");
        assertDenied(
                get(both, guarded(allow(arn + "test/*"))),
                " because no VPC endpoint policy allows the execute-api:Invoke action");
        assertDenied(
                get(both, guarded(allow("*"), deny(arn + "prod/*"))),
                " with an explicit deny in a VPC endpoint policy");
        assertDenied(get(inside(deny(ALL)), guarded(deny("*"))), " with an explicit deny in a VPC endpoint policy");
        assertDenied(
                get(inside(allow("execute-api:/other/*")), guarded(allow("*"))),
                " because no resource-based policy allows the execute-api:Invoke action");
        assertDenied(
                get(both, guarded(about("Allow", "123456789012", "*"))),
                " because no VPC endpoint policy allows the execute-api:Invoke action");
    }

    @Test
    @DisplayName("9: no authorizer is asked about a call that the endpoint's policy does not allow")
    void sparesTheAuthorizer() throws IOException {
        String decision = "{\"principalId\":\"me\",\"policyDocument\":" + Policies.of(identity("Allow", "*")) + "}";
        try (var bed = AwsBed.saying(decision)) {
            // given
            var draft = inside(allow(ALL))
                    .authorizer(token("Authorization"))
                    .method("GET", "/pets/{id}", pet().authorizer("auth01"));
            var stage = bed.gateway().compile(draft.snapshot());

            // when
            var refused = bed.gateway()
                    .call(stage, "GET", "/pets/7")
                    .header("Authorization", "t")
                    .through(guarded(deny("*")))
                    .send();
            int asked = bed.origin().requests().size();
            var allowed = bed.gateway()
                    .call(stage, "GET", "/pets/7")
                    .header("Authorization", "t")
                    .through(OPEN)
                    .send();

            // then
            assertThat(refused.status()).isEqualTo(403);
            assertThat(asked).isZero();
            assertThat(allowed.body()).isEqualTo("pet");
        }
    }

    @Test
    void letsNobodyInWhoCameThroughNoEndpoint() {
        // when
        var answer = gateway.call(gateway.compile(inside(allow(ALL)).snapshot()), "GET", "/pets/7")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    @DisplayName("mapping-templates 7: $context.identity tells the network and the endpoint")
    void tellsTemplatesOfTheEndpoint() {
        // given
        String template = "$context.identity.vpcId $context.identity.vpceId $context.identity.sourceIp"
                + " $context.identity.containsKey('vpceId')";
        var draft = stage("prod")
                .privately()
                .policy(Policies.of(allow(ALL)))
                .method(
                        "GET",
                        "/pets/{id}",
                        mock("{\"statusCode\":200}")
                                .response("200", "")
                                .responseTemplate("200", "application/json", template));

        // then
        assertThat(get(draft, OPEN).body()).isEqualTo("vpc-1 vpce-1 192.0.2.7 true");
    }
}
