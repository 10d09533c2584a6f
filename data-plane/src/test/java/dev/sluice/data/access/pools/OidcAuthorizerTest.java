package dev.sluice.data.access.pools;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.TokenDraft;
import dev.sluice.data.stage.CompiledStage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 3.5: tokens of OpenID Connect issuers that a tenant trusts")
class OidcAuthorizerTest {
    private static final String TENANT = "123456789012";
    private static final String DISCOVERY = "/realms/pets/.well-known/openid-configuration";

    private final PoolBed bed = new PoolBed();
    private final String issuer = "http://127.0.0.1:" + bed.keys().port() + "/realms/pets";
    private final String arn = "arn:aws:iam::" + TENANT + ":oidc-provider/" + issuer.substring(7);
    private final CompiledStage stage = compiled(arn);

    OidcAuthorizerTest() throws IOException {}

    @BeforeEach
    void discovery() {
        tells(issuer, issuer + "/keys?use=sig");
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    private void tells(String name, String keys) {
        bed.keys().answers(DISCOVERY, 200, "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + keys + "\"}");
    }

    private void trusts(String tenant, String... clientIds) {
        var provider = new TargetsRecord.OidcProvider(issuer, List.of(clientIds), List.of("RS256"));
        List<TargetsRecord.OidcProvider> providers = clientIds.length == 0 ? List.of() : List.of(provider);
        bed.gateway().issuers().put(new TargetsRecord(1, tenant, 1, List.of(), List.of(), List.of(), providers));
    }

    private CompiledStage compiled(String providerArn) {
        return bed.gateway()
                .compile(stage("prod")
                        .authorizer(pools(providerArn))
                        .method("GET", "/", answering().pools("auth01"))
                        .method("GET", "/scoped", answering().pools("auth01", "pets/read"))
                        .snapshot());
    }

    private static MethodDraft answering() {
        return mock("{\"statusCode\":200}")
                .response("200", "")
                .responseTemplate("200", "application/json", "$context.authorizer.claims.sub");
    }

    private TokenDraft token() {
        return id(issuer).claim("token_use", null);
    }

    private int get(String path, TokenDraft token) {
        return bed.gateway()
                .call(stage, "GET", path)
                .header("Authorization", token.text())
                .send()
                .status();
    }

    @Test
    void areCheckedByTheKeysThatTheDiscoveryDocumentNames() {
        // given
        trusts(TENANT, "client1");

        // when
        var first = bed.gateway()
                .call(stage, "GET", "/")
                .header("Authorization", "Bearer " + token().text())
                .send();
        int forged = get("/", token().by("first", SECOND));

        // then
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("6a1c1d3e-0000-4000-8000-000000000001");
        assertThat(forged).isEqualTo(401);
        String host = " 127.0.0.1:" + bed.keys().port();
        assertThat(bed.keys().requests())
                .containsExactly("GET " + DISCOVERY + host, "GET /realms/pets/keys?use=sig" + host);
    }

    @ParameterizedTest(name = "http-api-runtime 6.1, row 6: aud {0} and client_id {1} are {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "client1, none, 200",
                "client2, none, 200",
                "client3, none, 401",
                "client1x, none, 401",
                "client3, client1, 401",
                "none, client1, 200",
                "none, client3, 401",
                "none, none, 401"
            })
    void areMadeForAClientThatTheTenantNames(String audience, String clientId, int status) {
        // given
        trusts(TENANT, "client1", "client2");

        // when
        int answered = get("/", token().claim("aud", audience).claim("client_id", clientId));
        int listed = get("/", token().claim("aud", List.of("somebody", "client2")));

        // then
        assertThat(answered).isEqualTo(status);
        assertThat(listed).isEqualTo(200);
    }

    @Test
    @DisplayName("http-api-runtime 6.1, row 8: scope as words, scp as a list or words")
    void allowWhatTheirScopesSay() {
        // given
        trusts(TENANT, "client1");

        // then
        assertThat(get("/scoped", token().claim("scope", "openid pets/read"))).isEqualTo(200);
        assertThat(get("/scoped", token().claim("scp", List.of("openid", "pets/read"))))
                .isEqualTo(200);
        assertThat(get("/scoped", token().claim("scp", "openid pets/read"))).isEqualTo(200);
        assertThat(get("/scoped", token().claim("scope", "openid").claim("scp", "pets/read")))
                .isEqualTo(401);
        assertThat(get("/scoped", token())).isEqualTo(401);
    }

    @Test
    void countWhileTheTenantTrustsTheIssuer() {
        // given
        int before = get("/", token());
        trusts("999999999999", "client1");
        int byAnotherTenant = get("/", token());
        assertThat(bed.keys().requests()).isEmpty();

        // when
        trusts(TENANT, "client1");
        int trusted = get("/", token());
        trusts(TENANT, "client2");
        int forAnotherClient = get("/", token());
        trusts(TENANT);
        int after = get("/", token());

        // then
        assertThat(List.of(before, byAnotherTenant, trusted, forAnotherClient, after))
                .containsExactly(401, 401, 200, 401, 401);
    }

    @Test
    void countForAnAuthorizerThatNamesTheIssuerWithASlash() {
        // given
        trusts(TENANT, "client1");
        var slashed = compiled(arn + "/");

        // when
        var answer = bed.gateway()
                .call(slashed, "GET", "/")
                .header("Authorization", token().text())
                .send();

        // then
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void areOfTheIssuerToTheLetter() {
        // given
        trusts(TENANT, "client1");

        // when
        int slashed = get("/", token().claim("iss", issuer + "/"));
        int secure = get("/", token().claim("iss", issuer.replace("http:", "https:")));
        int bare = get("/", token().claim("iss", issuer.substring(7)));

        // then
        assertThat(List.of(slashed, secure, bare)).containsOnly(401);
        assertThat(bed.keys().requests()).isEmpty();
    }

    @Test
    void goOnWhenTheTenantAddsAClientWhileTheIssuerIsAway() {
        // given
        trusts(TENANT, "client1");
        int before = get("/", token());
        bed.keys().answers(DISCOVERY, 500, "");

        // when
        trusts(TENANT, "client1", "client2");
        int after = get("/", token().claim("aud", "client2"));

        // then
        assertThat(List.of(before, after)).containsOnly(200);
        assertThat(bed.keys().requests()).hasSize(2);
    }

    @Test
    void doNotCountWhereTheAuthorizerNamesAnotherIssuer() {
        // given
        trusts(TENANT, "client1");
        var other = compiled(arn + "/more");

        // when
        var answer = bed.gateway()
                .call(other, "GET", "/")
                .header("Authorization", token().text())
                .send();

        // then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(bed.keys().requests()).isEmpty();
    }

    @Test
    void areSignedAsTheTenantAllows() {
        // given
        trusts(TENANT, "client1");

        // when
        int other = get("/", token().header("alg", "RS512").algorithm("SHA512withRSA"));

        // then
        assertThat(other).isEqualTo(401);
        assertThat(bed.keys().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"another issuer", "no keys", "ftp keys", "no JSON", "404", "500"})
    void areRefusedWithoutADiscoveryDocumentThatHolds(String fault) {
        // given
        trusts(TENANT, "client1");
        switch (fault) {
            case "another issuer" -> tells(issuer + "/", issuer + "/keys");
            case "no keys" -> bed.keys().answers(DISCOVERY, 200, "{\"issuer\":\"" + issuer + "\"}");
            case "ftp keys" -> tells(issuer, "ftp://127.0.0.1/keys");
            case "no JSON" -> bed.keys().answers(DISCOVERY, 200, "<html>");
            default -> bed.keys().answers(DISCOVERY, Integer.parseInt(fault), "");
        }

        // when
        int answered = get("/", token());

        // then
        assertThat(answered).isEqualTo(401);
        assertThat(bed.keys().requests()).hasSize(1);
    }

    @ParameterizedTest
    @DisplayName("security-requirements 39: the last good keys stay while the issuer is away")
    @ValueSource(ints = {404, 500})
    void goOnWhileTheIssuerIsAway(int status) {
        // given
        trusts(TENANT, "client1");
        TokenDraft lasting = token().claim("exp", bed.clock().instant().getEpochSecond() + 90_000);
        int before = get("/", lasting);
        bed.keys().answers(DISCOVERY, status, "");

        // when
        bed.clock().forward(Duration.ofHours(23));
        int fresh = get("/", lasting.claim("sub", "another"));
        int unknownKey = get("/", lasting.by("third", SECOND));
        int after = get("/", lasting.claim("sub", "a third").by("first", TokenDraft.FIRST));

        // then
        assertThat(List.of(before, fresh, unknownKey, after)).containsExactly(200, 200, 401, 200);
    }
}
