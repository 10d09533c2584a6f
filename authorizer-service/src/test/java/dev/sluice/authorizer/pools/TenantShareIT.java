package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;

/** One tenant that asks for all there is takes nothing from another (security-requirements 48). */
@QuarkusTest
class TenantShareIT {
    /** More than calls that work at the same time. */
    private static final int CALLS = 600;

    @Inject
    PoolFixture fixture;

    @Test
    void aFloodOfSignInsAtOneTenantLeavesThoseOfAnotherAndKeySets() throws Exception {
        // given
        Owned flooding = fixture.pool();
        String floodingClient = client(flooding).clientId();
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "sam");
        var stop = new AtomicBoolean();
        var answered = new AtomicInteger();
        var flood = new Semaphore(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                threads.execute(() -> {
                    for (int round = 0; !stop.get(); round++) {
                        flood.release();
                        tryToSignIn(flooding, floodingClient, "nobody-" + number + "-" + round);
                        answered.incrementAndGet();
                    }
                });
            }
            flood.acquire(CALLS);
            Thread.sleep(Duration.ofSeconds(1));

            try {
                // when
                var keys = fixture.get("/" + owned.poolId() + "/.well-known/jwks.json");
                var signIn = fixture.raw(
                        "InitiateAuth",
                        "{\"ClientId\":\"" + clientId
                                + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"sam\",\"PASSWORD\":\""
                                + PASSWORD + "\"}}");

                // then
                assertThat(keys.statusCode()).isEqualTo(200);
                assertThat(signIn.statusCode()).as(signIn.body()).isEqualTo(200);
            } finally {
                stop.set(true);
            }
        }
        assertThat(answered).as("the flood came through").hasPositiveValue();
    }

    private static void tryToSignIn(Owned owned, String clientId, String name) {
        try {
            owned.sdk()
                    .adminInitiateAuth(request -> request.userPoolId(owned.poolId())
                            .clientId(clientId)
                            .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", name, "PASSWORD", PASSWORD)));
        } catch (CognitoIdentityProviderException refused) {
            // The tenant has its share, or nobody has the name: either way the next call follows.
            assertThat(refused.statusCode()).isIn(400, 503);
        }
    }
}
