package dev.sluice.control.deployments.rest;

import dev.sluice.control.deployments.NewDeployment;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import org.jspecify.annotations.Nullable;

/** Input of CreateDeployment. */
final class CreateDeploymentRequest {
    private static final Rule CACHE_SIZE = Rule.oneOf("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237");

    private CreateDeploymentRequest() {}

    static NewDeployment read(byte[] bytes) {
        var input = WireInput.of("createDeploymentInput", bytes);
        var body = input.body();
        var wanted = new NewDeployment(
                body.filledText("description"),
                body.text("stageName"),
                body.filledText("stageDescription"),
                body.filledTextMap("variables"),
                body.flag("tracingEnabled"),
                body.flag("cacheClusterEnabled"),
                body.text("cacheClusterSize", CACHE_SIZE),
                canary(body.object("canarySettings")));
        input.check();
        return wanted;
    }

    private static NewDeployment.@Nullable Canary canary(@Nullable WireObject object) {
        return object == null
                ? null
                : new NewDeployment.Canary(
                        object.number("percentTraffic"),
                        object.filledTextMap("stageVariableOverrides"),
                        object.flag("useStageCache"));
    }
}
