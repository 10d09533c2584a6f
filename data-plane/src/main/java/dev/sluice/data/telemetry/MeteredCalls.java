package dev.sluice.data.telemetry;

import dev.sluice.contracts.nodes.UsageReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of all stages that no report has yet, by stage, API key and day. Loops give without locks; everything
 * else is one thread's.
 */
public final class MeteredCalls {
    /** Some 100 MB, after days without a broker. */
    private static final int MOST_NAMES = 500_000;

    private final ConcurrentLinkedQueue<MeterBatch> given = new ConcurrentLinkedQueue<>();
    private final Map<Name, CallCount> waiting = new LinkedHashMap<>();
    private final int most;

    private record Name(
            String tenant,
            String api,
            String stage,
            @Nullable String key,
            long day) {
        Name withoutKey() {
            return new Name(tenant, api, stage, null, day);
        }

        UsageReport.Metered of(CallCount count) {
            return new UsageReport.Metered(
                    tenant, api, stage, key, day, count.calls(), count.requestBytes(), count.responseBytes());
        }
    }

    /** None yet. */
    public MeteredCalls() {
        this(MOST_NAMES);
    }

    /** Tells keys apart as long as it holds fewer names than that. */
    MeteredCalls(int most) {
        this.most = most;
    }

    void give(MeterBatch batch) {
        given.add(batch);
    }

    /**
     * Adds up what the loops have given; to be called a few times a second, so that little waits with them.
     *
     * @return whether they have given anything
     */
    public boolean collect() {
        boolean any = false;
        for (MeterBatch batch = given.poll(); batch != null; batch = given.poll()) {
            long day = batch.day();
            batch.each((stage, key, count) -> counted(new Name(stage.tenant(), stage.api(), stage.stage(), key, day))
                    .add(count));
            any = true;
        }
        return any;
    }

    /** Of a table that is full no call is lost: it counts without its key. */
    private CallCount counted(Name name) {
        CallCount known = waiting.get(name);
        if (known != null) {
            return known;
        }
        boolean full = waiting.size() >= most;
        return waiting.computeIfAbsent(full ? name.withoutKey() : name, _ -> new CallCount());
    }

    /** What was collected, oldest first; what is counted on keeps its place. */
    public Stream<UsageReport.Metered> waiting() {
        return waiting.entrySet().stream().map(entry -> entry.getKey().of(entry.getValue()));
    }

    /** Forgets what was collected, since reports have it. */
    public void clear() {
        waiting.clear();
    }

    /** Of how many stages and keys something was collected. */
    public int size() {
        return waiting.size();
    }
}
