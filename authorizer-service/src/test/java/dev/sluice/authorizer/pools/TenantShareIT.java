package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.Executors;
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
        var turnedAway = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                threads.execute(() -> {
                    for (int round = 0; !stop.get(); round++) {
                        if (isTurnedAway(flooding, floodingClient, "nobody-" + number + "-" + round)) {
                            turnedAway.incrementAndGet();
                        }
                    }
                });
            }
            try {
                Await.until("the flood has all of its tenant's share", () -> turnedAway.get() > 0);

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
    }

    private static boolean isTurnedAway(Owned owned, String clientId, String name) {
        try {
            owned.sdk()
                    .adminInitiateAuth(request -> request.userPoolId(owned.poolId())
                            .clientId(clientId)
                            .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", name, "PASSWORD", PASSWORD)));
            return false;
        } catch (CognitoIdentityProviderException refused) {
            // The tenant has its share, or nobody has the name: either way the next call follows.
            assertThat(refused.statusCode()).isIn(400, 503);
            return "TooManyRequestsException".equals(refused.awsErrorDetails().errorCode());
        }
    }
}
