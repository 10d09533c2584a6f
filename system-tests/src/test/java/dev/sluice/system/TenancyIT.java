package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/** The operator's tenants: made, kept apart, suspended on every node and resumed. */
@ExtendWith(SharedInstallation.class)
final class TenancyIT {
    /** How often a change is made and undone at most until one was in time. */
    private static final int PAIRS = 5;

    private final Installation installation;
    private final List<Gateway> nodes;
    private final Promptness withinASecond = new Promptness(Duration.ofSeconds(1));

    TenancyIT(Installation installation) {
        this.installation = installation;
        this.nodes = List.of(new Gateway(installation, 1), new Gateway(installation, 2));
    }

    @Test
    void aSuspendedTenantIsForbiddenOnEveryNodeWithinASecondAndServedAgainAfterwards() {
        // given
        NewTenant tenant = NewTenant.of(installation, "suspended");
        try (var client = Clients.apiGateway(installation, tenant.key(), Map.of("x-sluice-wait", "10"))) {
            ApiBuilder api = ApiBuilder.create(client, "mine").mock("GET", "/up", "up");
            api.deploy("prod");

            for (int pair = 0; pair < PAIRS && !withinASecond.isKept(); pair++) {
                // when
                operator("/platform/tenants/" + tenant.id() + "/suspend");

                // then
                awaitOnEveryNodeWithinASecond(api, "{\"message\":\"Forbidden\"}");
                assertSuspended(tenant, client);

                // and
                operator("/platform/tenants/" + tenant.id() + "/resume");
                awaitOnEveryNodeWithinASecond(api, "up");
            }
            withinASecond.assertKept();
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    private static void assertSuspended(NewTenant tenant, ApiGatewayClient client) {
        assertThatThrownBy(client::getRestApis).isInstanceOfSatisfying(ApiGatewayException.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
            assertThat(refused.awsErrorDetails().errorMessage())
                    .isEqualTo("The account " + tenant.id() + " is suspended");
        });
    }

    /** rest-api-runtime 5, level 4. */
    @Test
    void anAccountsThrottleHoldsOnEveryNodeWithinASecondAndIsLiftedAgain() {
        // given
        NewTenant tenant = NewTenant.of(installation, "throttled");
        try (var client = Clients.apiGateway(installation, tenant.key(), Map.of("x-sluice-wait", "10"))) {
            ApiBuilder api = ApiBuilder.create(client, "mine").mock("GET", "/up", "up");
            api.deploy("prod");

            for (int pair = 0; pair < PAIRS && !withinASecond.isKept(); pair++) {
                // when
                limits(tenant, "{\"throttleRateLimit\":0}");

                // then
                awaitOnEveryNodeWithinASecond(api, "{\"message\":\"Too Many Requests\"}");
                assertThat(client.getAccount().throttleSettings().rateLimit()).isZero();

                // and
                limits(tenant, "{}");
                awaitOnEveryNodeWithinASecond(api, "up");
            }
            withinASecond.assertKept();
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    @Test
    void aTenantSeesNothingOfAnother() {
        // given
        NewTenant tenant = NewTenant.of(installation, "apart");
        try (var mine = Clients.apiGateway(installation, installation.accessKey("default"));
                var theirs = Clients.apiGateway(installation, tenant.key())) {
            String api = ApiBuilder.create(mine, "private").id();

            // then
            assertThat(theirs.getRestApis().items()).isEmpty();
            assertThatThrownBy(() -> theirs.getRestApi(request -> request.restApiId(api)))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("Invalid API identifier specified " + tenant.id() + ":" + api);
            mine.deleteRestApi(request -> request.restApiId(api));
        }
    }

    @Test
    void callerIdentityNamesTheAccountOfTheKey() {
        // given
        NewTenant tenant = NewTenant.of(installation, "identity");
        try (StsClient sts = Clients.sts(installation, tenant.key())) {
            // when
            var identity = sts.getCallerIdentity();

            // then
            assertThat(identity.account()).isEqualTo(tenant.id());
            assertThat(identity.arn()).startsWith("arn:aws:iam::" + tenant.id() + ":");
        }
    }

    @Test
    void onlyTheOperatorManagesTenants() {
        // when
        var refused =
                Signed.post(installation, installation.accessKey("default"), "/platform/tenants", "{\"name\":\"x\"}");

        // then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.header("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
    }

    private void awaitOnEveryNodeWithinASecond(ApiBuilder api, String body) {
        withinASecond.await(
                "every node answers " + body,
                () -> nodes.stream()
                        .allMatch(node ->
                                node.bodyOrFault(api.id(), "prod", "/up").equals(body)));
    }

    private void limits(NewTenant tenant, String limits) {
        String path = "/platform/tenants/" + tenant.id() + "/limits";
        assertThat(Signed.put(installation, installation.accessKey("platform"), path, limits)
                        .statusCode())
                .isEqualTo(200);
    }

    private void operator(String path) {
        assertThat(Signed.post(installation, installation.accessKey("platform"), path, "")
                        .statusCode())
                .isEqualTo(200);
    }
}
