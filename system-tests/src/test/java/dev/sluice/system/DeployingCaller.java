package dev.sluice.system;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * Deploys one API to one stage after the other, without a pause, until a call gets no good answer. Each stage is called like
 * its deployment's description and like the variable that its method answers with. One thread runs it; any may look.
 *
 * @param client one that sends each call once
 * @param answered stage to deployment, as calls were answered
 * @param unanswered stages of which the caller does not know
 */
record DeployingCaller(ApiGatewayClient client, String api, Map<String, String> answered, Set<String> unanswered) {
    /** AWS has ten stages to an API. */
    private static final int STAGES = 10;

    static DeployingCaller of(ApiGatewayClient client, String api) {
        return new DeployingCaller(client, api, new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }

    /** The barrier is behind the first answer. */
    void run(CyclicBarrier answeredOnce) throws InterruptedException, BrokenBarrierException {
        for (int number = 0; number < STAGES; number++) {
            String stage = "s" + number;
            unanswered.add(stage);
            try {
                answered.put(stage, deploy(client, stage, stage));
                unanswered.remove(stage);
            } catch (SdkException noGoodAnswer) {
                return;
            }
            if (number == 0) {
                answeredOnce.await();
            }
        }
    }

    /** Deploys to a stage and returns the deployment's id. */
    String deploy(ApiGatewayClient by, String stage, String made) {
        return by.createDeployment(request -> request.restApiId(api)
                        .stageName(stage)
                        .description(made)
                        .variables(Map.of("made", made)))
                .id();
    }

    /** Whether it does not know of a call. */
    boolean isInDoubt() {
        return !unanswered.isEmpty();
    }
}
