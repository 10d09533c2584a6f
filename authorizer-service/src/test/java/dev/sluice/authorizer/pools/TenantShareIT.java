package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.fixtures.Await;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One tenant that asks for all there is takes nothing from another (security-requirements 48). While the test has every
 * connection by which names are looked up, each call that is let in stays: so what is turned away is what is over a share.
 */
@QuarkusTest
class TenantShareIT {
    /** More than the places for calls that work at the same time, and a tenant's share of them. */
    private static final int CALLS = 600;

    private static final int SHARE = 128;
    private static final int LIMIT_SECONDS = 60;

    @Inject
    PoolFixture fixture;

    @Inject
    @DataSource("system")
    AgroalDataSource lookUps;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private String clientId;
    private String poolId;

    @BeforeEach
    void registerAUserWhoSignedInBefore() throws Exception {
        Owned owned = fixture.pool();
        clientId = client(owned).clientId();
        poolId = owned.poolId();
        user(owned, "sam");
        assertThat(signIn(clientId, "sam").statusCode()).isEqualTo(200);
    }

    @Test
    void aFloodOfSignInsAtOneTenantLeavesThoseOfAnotherAndKeySets() throws Exception {
        // given
        String flooded = client(fixture.pool()).clientId();
        signIn(flooded, "nobody");

        // then
        assertOthersAreServedBeside(number -> signIn(flooded, "nobody-" + number), () -> {});
    }

    @Test
    void aFloodOfSignInsByNamesThatNobodyKnowsLeavesThoseOfATenantAndKeySets() throws Exception {
        // then
        assertOthersAreServedBeside(number -> signIn("unknown" + number, "nobody"), () -> {});
    }

    @Test
    void aTenantThatHasItsShareIsToldSoInTheWayOfWhoAsks() throws Exception {
        // given
        Owned flooded = fixture.pool();
        String domain = unique();
        flooded.sdk()
                .createUserPoolDomain(
                        request -> request.userPoolId(flooded.poolId()).domain(domain));
        String site = "/_aws/auth/" + domain;
        String client = client(flooded).clientId();
        signIn(client, "nobody");
        fixture.get(site + "/login");

        // then
        assertOthersAreServedBeside(number -> signIn(client, "nobody-" + number), () -> {
            for (String path : List.of("/login", "/oauth2/authorize", "/logout")) {
                var page = fixture.get(site + path);
                assertThat(page.statusCode()).as(path).isEqualTo(503);
                assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
                assertThat(page.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(page.body()).contains("Try again in a moment.");
            }
            for (String path : List.of("/oauth2/token", "/oauth2/revoke", "/oauth2/userInfo")) {
                var answer = fixture.form(site + path, "grant_type=refresh_token");
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                        .hasValue("*");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
        });
    }

    private void assertOthersAreServedBeside(Flood flood, Meanwhile meanwhile) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> signIn;
            Future<HttpResponse<String>> keys;
            int refused;
            List<Connection> held = allConnections();
            try {
                for (int i = 0; i < CALLS; i++) {
                    int number = i;
                    var _ = threads.submit(() -> count(flood.call(number)));
                }
                Await.until("all but a share of the flood is answered", () -> answered.get() >= CALLS - SHARE);
                refused = turnedAway.get();
                meanwhile.run();

                // when
                signIn = threads.submit(() -> signIn(clientId, "sam"));
                keys = threads.submit(() -> fixture.get("/" + poolId + "/.well-known/jwks.json"));
            } finally {
                for (Connection connection : held) {
                    connection.close();
                }
            }

            // then
            assertThat(refused).as("calls over the share").isPositive();
            var answer = signIn.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(keys.get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private List<Connection> allConnections() throws Exception {
        var held = new ArrayList<Connection>();
        int all = lookUps.getConfiguration().connectionPoolConfiguration().maxSize();
        for (int i = 0; i < all; i++) {
            held.add(lookUps.getConnection());
        }
        return held;
    }

    private Void count(HttpResponse<String> answer) {
        if (answer.body().contains("TooManyRequestsException")) {
            turnedAway.incrementAndGet();
        }
        answered.incrementAndGet();
        return null;
    }

    private HttpResponse<String> signIn(String client, String name) throws Exception {
        return fixture.raw(
                "InitiateAuth",
                "{\"ClientId\":\"" + client
                        + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"" + name
                        + "\",\"PASSWORD\":\"" + PASSWORD + "\"}}");
    }

    /** The calls of a flood, by their number. */
    @FunctionalInterface
    private interface Flood {
        HttpResponse<String> call(int number) throws Exception;
    }

    /** What a test does while the flood has its share. */
    @FunctionalInterface
    private interface Meanwhile {
        void run() throws Exception;
    }
}
