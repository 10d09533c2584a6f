package dev.sluice.data.access.pools;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.PoolBed.ARN;
import static dev.sluice.data.fixtures.PoolBed.ISSUER;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.access;
import static dev.sluice.data.fixtures.TokenDraft.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.TokenDraft;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 3.5, 8.6, mapping-templates 3: what a token says, wherever it is shown")
class PoolClaimsTest {
    private static final String SUB = "6a1c1d3e-0000-4000-8000-000000000001";

    private final PoolBed bed = new PoolBed();

    PoolClaimsTest() throws IOException {}

    @AfterEach
    void stop() {
        bed.close();
    }

    private String shown(String template, TokenDraft token) {
        var method = MethodDraft.mock("{\"statusCode\":200}")
                .response("200", "")
                .responseTemplate("200", "application/json", template)
                .responseHeader("200", "X-Groups", "context.authorizer.claims.cognito:groups")
                .pools("auth01");
        var answer = call(method, token);
        assertThat(answer.header("X-Groups")).containsExactly("admins,people");
        return answer.body();
    }

    private Gateway.Answer call(MethodDraft method, TokenDraft token) {
        var compiled = bed.gateway()
                .compile(stage("prod")
                        .authorizer(pools(ARN))
                        .method("GET", "/", method)
                        .snapshot());
        return bed.gateway()
                .call(compiled, "GET", "/")
                .header("Authorization", token.text())
                .send();
    }

    @Test
    void templatesSeeEachClaimAsText() {
        // given
        String template = "#set($c = $context.authorizer.claims)$c.sub|$c['cognito:groups']|$c.get('custom:size')|"
                + "$c.email_verified|$c.auth_time|$c.iat|$c.exp|$c.nbf|$c.identities|$c.address|$c.nothing|"
                + "$context.authorizer.claims|$context.authorizer.principalId";
        var token = id(ISSUER)
                .claim("nbf", 1_616_938_842.9)
                .claim("identities", List.of(Map.of("userId", "7")))
                .claim("address", Map.of("country", "NO"));

        // then
        assertThat(shown(template, token))
                .isEqualTo(SUB + "|admins,people|7|true|1774701642|Sat Mar 28 12:40:42 UTC 2026|"
                        + "Sat Mar 28 13:40:42 UTC 2026|Sun Mar 28 13:40:42 UTC 2021|{\"userId\":\"7\"}|"
                        + "{\"country\":\"NO\"}|||");
    }

    @Test
    void aFunctionSeesTheClaimsAndNothingElse() throws IOException {
        try (var function = RawOrigin.saying("{\"statusCode\":200,\"body\":\"in\"}")) {
            // given
            bed.gateway().targets().put(AwsBed.targets(function.url("")));

            // when
            var answer = call(
                    MethodDraft.awsProxy(AwsBed.FUNCTION_URI).pools("auth01", "pets/read"),
                    access(ISSUER, "pets/read"));

            // then
            assertThat(answer.body()).isEqualTo("in");
            assertThat(function.lastRequest())
                    .contains("\"authorizer\":{\"claims\":{\"sub\":\"" + SUB + "\",\"iss\":\"" + ISSUER
                            + "\",\"auth_time\":\"1774701642\",\"iat\":\"Sat Mar 28 12:40:42 UTC 2026\","
                            + "\"exp\":\"Sat Mar 28 13:40:42 UTC 2026\",\"token_use\":\"access\","
                            + "\"client_id\":\"client1\",\"username\":\"somebody\",\"scope\":\"pets/read\"}},");
        }
    }

    private AuthorizerTrialAnswer tried(String token) {
        var snapshot = stage(TestInvocation.STAGE).authorizer(pools(ARN)).snapshot();
        return bed.gateway()
                .test(new AuthorizerTrial(1, snapshot, "", Map.of("Authorization", List.of(token)), Map.of()));
    }

    private static List<String> lines(AuthorizerTrialAnswer answer) {
        return answer.log()
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("^.* UTC \\d{4} : ", "").replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID"))
                .toList();
    }

    @Test
    void aTrialShowsTheClaimsAndTheLines() {
        // given
        String token = id(ISSUER).text();

        // when
        AuthorizerTrialAnswer answer = tried(token);

        // then
        assertThat(answer.clientStatus()).isZero();
        assertThat(answer.principalId()).isNull();
        assertThat(answer.policy()).isNull();
        assertThat(answer.claims())
                .containsEntry("sub", SUB)
                .containsEntry("cognito:groups", "admins,people")
                .containsEntry("exp", "Sat Mar 28 13:40:42 UTC 2026")
                .hasSize(11);
        assertThat(lines(answer))
                .containsExactly(
                        "Starting authorizer: auth01 for request: ID",
                        "Incoming identity: " + "*".repeat(token.length() - 6) + token.substring(token.length() - 6),
                        "Using valid authorizer policy for principal: " + "*".repeat(30) + "000001",
                        "Successfully completed authorizer execution");
        assertThat(answer.log()).doesNotContain(token);
    }

    @Test
    void aTrialSaysWhyATokenIsRefused() {
        // when
        AuthorizerTrialAnswer forged = tried(id(ISSUER).by("first", SECOND).text());
        AuthorizerTrialAnswer access = tried(access(ISSUER, "pets/read").text());
        AuthorizerTrialAnswer expired = tried(id(ISSUER).claim("exp", 1).text());

        // then
        assertThat(List.of(forged.clientStatus(), access.clientStatus(), expired.clientStatus()))
                .containsOnly(401);
        assertThat(lines(forged))
                .endsWith("Token refused: token has an invalid signature", "Unauthorized request: ID", "Unauthorized");
        assertThat(lines(access)).contains("Token refused: the token is no ID token");
        assertThat(lines(expired)).contains("Token refused: the token has expired");
        assertThat(forged.claims()).isEmpty();
    }
}
