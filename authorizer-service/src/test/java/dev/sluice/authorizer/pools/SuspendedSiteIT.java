package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The domain of a suspended account says so in the way of who asks: people read a page, and scripts may read the answer. */
@QuarkusTest
class SuspendedSiteIT {
    @Inject
    PoolFixture fixture;

    private String site;

    @BeforeEach
    void suspendTheOwnerOfADomain() {
        Owned owned = fixture.pool();
        String domain = unique();
        owned.sdk()
                .createUserPoolDomain(
                        request -> request.userPoolId(owned.poolId()).domain(domain));
        site = "/_aws/auth/" + domain;
        fixture.tenants().suspend(owned.tenant(), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/oauth2/authorize", "/logout"})
    void peopleReadAPage(String path) throws Exception {
        // when
        var page = fixture.get(site + path);

        // then
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Retry-After")).isEmpty();
        assertThat(page.body()).contains("This application lets nobody in at the moment. Ask whoever runs it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/revoke", "/oauth2/userInfo"})
    void scriptsOfAnyOriginReadTheError(String path) throws Exception {
        // when
        var answer = fixture.form(site + path, "grant_type=refresh_token");

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized_client\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }
}
