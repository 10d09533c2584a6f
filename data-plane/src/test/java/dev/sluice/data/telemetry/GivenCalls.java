package dev.sluice.data.telemetry;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.pipeline.StageFacts;
import java.util.List;
import java.util.Map;

/** Calls as a loop gives them. */
public final class GivenCalls {
    private GivenCalls() {}

    /** Gives calls in this order. */
    public static void give(MeteredCalls to, List<UsageReport.Metered> calls) {
        for (UsageReport.Metered each : calls) {
            var batch = new MeterBatch(each.day());
            batch.of(new StageFacts(each.tenant(), each.api(), each.stage(), "dep", Map.of()), each.key())
                    .add(each.calls(), each.requestBytes(), each.responseBytes());
            to.give(batch);
        }
    }
}
