package dev.sluice.control.targets.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.PublishedAccess;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("platform-api: OpenID Connect issuers whose tokens a tenant's authorizers accept")
class OidcProvidersIT {
    private static final String PROVIDERS = "/platform/oidc-providers";
    private static final String ISSUER = "https://login.example.com/realms/pets";

    @Inject
    PublishedAccess access;

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    private String path(String issuer) {
        int end = issuer.length() - (issuer.endsWith("/") ? 1 : 0);
        return PROVIDERS + "/arn:aws:iam::" + caller.key().tenant() + ":oidc-provider/"
                + issuer.substring(issuer.indexOf("://") + 3, end);
    }

    private List<TargetsRecord.OidcProvider> published() {
        String tenant = caller.key().tenant();
        return access.of(tenant + "/targets/" + tenant, TargetsRecord.class).oidcProviders();
    }

    private static String body(String issuer) {
        return "{\"issuer\":\"" + issuer + "\",\"clientIds\":[\"shop\",\"mobile\"]}";
    }

    @Test
    void publishesEveryChange() {
        // when
        JsonNode stored = caller.put(path(ISSUER), body(ISSUER)).ok();
        List<TargetsRecord.OidcProvider> first = published();
        caller.put(
                        path(ISSUER),
                        "{\"issuer\":\"" + ISSUER + "\",\"clientIds\":[\"shop\"],\"algorithms\":[\"RS512\",\"RS256\"]}")
                .ok();
        List<TargetsRecord.OidcProvider> changed = published();
        caller.delete(path(ISSUER)).expect(204);

        // then
        assertThat(stored.get("issuer").textValue()).isEqualTo(ISSUER);
        assertThat(stored.get("providerArn").textValue()).isEqualTo(path(ISSUER).substring(PROVIDERS.length() + 1));
        assertThat(first)
                .containsExactly(new TargetsRecord.OidcProvider(ISSUER, List.of("shop", "mobile"), List.of("RS256")));
        assertThat(changed)
                .containsExactly(new TargetsRecord.OidcProvider(ISSUER, List.of("shop"), List.of("RS512", "RS256")));
        assertThat(published()).isEmpty();
        assertThat(caller.get(PROVIDERS).ok().get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.example.com",
                "https://tenant.eu.example.com/",
                "https://login.example.com:8443/a/b",
                "http://localhost:8090/us-east-1_AbCdEf123",
                "http://127.0.0.1:9000"
            })
    void takesWhatIssuersAreCalled(String issuer) {
        assertThat(caller.put(path(issuer), body(issuer)).status()).isEqualTo(200);
        assertThat(caller.get(path(issuer)).ok().get("issuer").textValue()).isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "ftp://login.example.com",
                "https://login.example.com?x=1",
                "https://login.example.com/#f",
                "https://user@login.example.com",
                "https://login.example.com:22",
                "https://login.example.com:80",
                "https://login.example.com:",
                "https://login.example.com/a/../b",
                "https://login.example.com//b",
                "https://log\u00efn.example.com",
                "https:///a"
            })
    void refusesWhatIsNoIssuer(String issuer) {
        var refused = caller.put(path("https://login.example.com"), body(issuer));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).startsWith("Invalid issuer specified: an issuer is an https URL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'issuer':'ISSUER'} | Invalid client ids specified",
                "{'issuer':'ISSUER','clientIds':[]} | Invalid client ids specified",
                "{'issuer':'ISSUER','clientIds':['a b']} | Invalid client ids specified",
                "{'issuer':'ISSUER','clientIds':['']} | Invalid client ids specified",
                "{'issuer':'ISSUER','clientIds':['a'],'algorithms':[]} | Invalid algorithms specified",
                "{'issuer':'ISSUER','clientIds':['a'],'algorithms':['none']} | Invalid algorithms specified",
                "{'issuer':'ISSUER','clientIds':['a'],'algorithms':['RS256','HS256']} | Invalid algorithms specified",
                "{'issuer':'ISSUER/more','clientIds':['a']} | Invalid OIDC provider ARN specified"
            })
    void refusesWhatWouldTrustTooMuch(String body, String message) {
        var refused = caller.put(path(ISSUER), body.replace('\'', '"').replace("ISSUER", ISSUER));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).startsWith(message);
    }

    @Test
    void tellsTheArnThatAnIssuerHas() {
        var refused = caller.put(PROVIDERS + "/arn:aws:iam::111122223333:oidc-provider/x", body(ISSUER));

        assertThat(refused.refusal())
                .isEqualTo(
                        "400 BadRequestException: Invalid OIDC provider ARN specified: the ARN of this issuer is arn:aws:iam::"
                                + caller.key().tenant() + ":oidc-provider/login.example.com/realms/pets");
    }

    @Test
    void authorizersNameThem() {
        // given
        String api =
                caller.post("/restapis", "{\"name\":\"a\"}").created().get("id").textValue();
        String arn = path(ISSUER).substring(PROVIDERS.length() + 1);
        String authorizer = "{\"name\":\"n\",\"type\":\"COGNITO_USER_POOLS\",\"providerARNs\":[\"%s\"],"
                + "\"identitySource\":\"method.request.header.Authorization\"}";

        // when
        JsonNode made = caller.post("/restapis/" + api + "/authorizers", authorizer.formatted(arn))
                .created();
        var refused = caller.post("/restapis/" + api + "/authorizers", authorizer.formatted(arn + "/${x}"));

        // then
        assertThat(made.get("providerARNs").get(0).textValue()).isEqualTo(arn);
        assertThat(refused.refusal()).isEqualTo("400 BadRequestException: Invalid ARN specified in the request");
    }
}
