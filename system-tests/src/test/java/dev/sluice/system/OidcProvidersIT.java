package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;

/** A tenant trusts an issuer that is none of Sluice's, and nodes admit its tokens for as long. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OidcProvidersIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Installation installation;
    private final Gateway node;
    private final ApiGatewayClient client;
    private final OidcIssuer issuer = new OidcIssuer();
    private final OidcIssuer stranger = new OidcIssuer();
    private final NewTenant tenant;
    private final String provider;
    private ApiBuilder api;

    OidcProvidersIT(Installation installation) throws IOException {
        this.installation = installation;
        node = new Gateway(installation, 1);
        tenant = NewTenant.of(installation, "issuers");
        client = Clients.apiGateway(installation, tenant.key(), Map.of("x-sluice-wait", "10"));
        provider = issuer.providerArn(tenant.id());
    }

    @BeforeAll
    void define() {
        api = ApiBuilder.create(client, "issuers")
                .mock("GET", "/me", "$context.authorizer.claims.sub")
                .mock("GET", "/pets", "pets");
        String authorizer = client.createAuthorizer(each -> each.restApiId(api.id())
                        .name("people")
                        .type(AuthorizerType.COGNITO_USER_POOLS)
                        .providerARNs(provider)
                        .identitySource("method.request.header.Authorization"))
                .id();
        api.authorized("GET", "/me", "COGNITO_USER_POOLS", authorizer)
                .authorized("GET", "/pets", "COGNITO_USER_POOLS", authorizer, "pets/read")
                .deploy("prod");
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(each -> each.restApiId(api.id()));
        client.close();
        issuer.close();
        stranger.close();
    }

    private Response call(String path, String token) {
        return node.request().header("Authorization", "Bearer " + token).get(node.pathForm(api.id(), "prod", path));
    }

    @Test
    void aNodeAdmitsTheTokensOfAnIssuerWhileTheTenantTrustsIt() {
        // given
        String token = issuer.token("somebody", "shop", "openid pets/read");
        String path = "/platform/oidc-providers/" + provider;
        int before = call("/me", token).statusCode();

        // when
        Response stored = Signed.put(
                installation, tenant.key(), path, "{\"issuer\":\"" + issuer.name() + "\",\"clientIds\":[\"shop\"]}");
        Eventually.within(
                LIMIT, "the node trusts the issuer", () -> call("/me", token).statusCode() == 200);
        Response known = call("/me", token);
        Response scoped = call("/pets", token);
        Response unscoped = call("/pets", issuer.token("somebody", "shop", "openid"));
        Response foreign = call("/me", issuer.token("somebody", "another", "openid"));
        Response forged = call("/me", stranger.token("somebody", "shop", "openid"));
        Response removed = Signed.delete(installation, tenant.key(), path);

        // then
        assertThat(before).isEqualTo(401);
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(known.asString()).isEqualTo("somebody");
        assertThat(scoped.statusCode()).isEqualTo(200);
        assertThat(unscoped.statusCode()).isEqualTo(401);
        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(removed.statusCode()).isEqualTo(204);
        Eventually.within(
                LIMIT, "the node trusts it no more", () -> call("/me", token).statusCode() == 401);
    }
}
