package dev.sluice.data.telemetry;

import dev.sluice.contracts.nodes.UsageReport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The calls of all stages that no report has told of yet, by stage, API key and day. Loops give without locks; everything
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

    /** Calls that another run of the node has counted and not told of. */
    public void add(List<UsageReport.Metered> left) {
        for (UsageReport.Metered each : left) {
            counted(new Name(each.tenant(), each.api(), each.stage(), each.key(), each.day()))
                    .add(each.calls(), each.requestBytes(), each.responseBytes());
        }
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

    /** Takes what was collected, of so many stages and keys at most, oldest first; each call is taken once. */
    public List<UsageReport.Metered> take(int mostNames) {
        List<UsageReport.Metered> taken = new ArrayList<>(Math.min(mostNames, waiting.size()));
        Iterator<Map.Entry<Name, CallCount>> entries = waiting.entrySet().iterator();
        while (taken.size() < mostNames && entries.hasNext()) {
            Map.Entry<Name, CallCount> entry = entries.next();
            taken.add(entry.getKey().of(entry.getValue()));
            entries.remove();
        }
        return taken;
    }

    /** What was collected and not taken. */
    public List<UsageReport.Metered> waiting() {
        List<UsageReport.Metered> all = new ArrayList<>(waiting.size());
        waiting.forEach((name, count) -> all.add(name.of(count)));
        return all;
    }

    /** Of how many stages and keys something was collected and not taken. */
    public int size() {
        return waiting.size();
    }
}
