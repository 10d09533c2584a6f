package dev.sluice.data.stage;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.StageFacts;
import java.util.List;

/** One authorizer by itself, ready to be asked once. Immutable. */
public final class TestAuthorizer {
    /** What stands for the stage in the ARN of what a trial calls; its context has the name of a test invocation's. */
    static final String ARN_STAGE = "ESTestInvoke-stage";

    private static final String RESOURCE = "test-invoke-resource-id";
    private static final String[] NO_VALUES = {};

    private final StageFacts stage;
    private final Pipeline pipeline;

    TestAuthorizer(StageFacts stage, Pipeline pipeline) {
        this.stage = stage;
        this.pipeline = pipeline;
    }

    public StageFacts stage() {
        return stage;
    }

    /** Asks about a request, whose own path stands for the resource's. On the exchange's loop, once. */
    public void run(Exchange exchange) {
        var request = exchange.request();
        MethodFacts method = new MethodFacts(RESOURCE, request.canonicalPath(), request.verb(), null, List.of());
        exchange.route(stage, method, NO_VALUES, pipeline);
    }
}
